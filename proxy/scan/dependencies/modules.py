"""Modules of Python and the packages that bring them, where the two are called differently.

Rules for this file: data only; a module that several packages bring names the usual one. Counterpart: verdicts.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

_TABLE: Final = """
PIL=pillow cv2=opencv-python yaml=pyyaml bs4=beautifulsoup4 sklearn=scikit-learn skimage=scikit-image
dotenv=python-dotenv jwt=pyjwt jose=python-jose Crypto=pycryptodome Cryptodome=pycryptodomex OpenSSL=pyopenssl
dateutil=python-dateutil attr=attrs serial=pyserial usb=pyusb docx=python-docx pptx=python-pptx magic=python-magic
fitz=pymupdf MySQLdb=mysqlclient ldap=python-ldap git=gitpython github=pygithub gitlab=python-gitlab nacl=pynacl
zmq=pyzmq wx=wxpython gi=pygobject telegram=python-telegram-bot Levenshtein=levenshtein dns=dnspython
multipart=python-multipart websocket=websocket-client umap=umap-learn slugify=python-slugify google=google-api-core
googleapiclient=google-api-python-client google_auth_oauthlib=google-auth-oauthlib apiclient=google-api-python-client
oauth2client=oauth2client grpc=grpcio grpc_status=grpcio-status pkg_resources=setuptools mpl_toolkits=matplotlib
pylab=matplotlib psycopg2=psycopg2-binary ruamel=ruamel.yaml rest_framework=djangorestframework
rest_framework_simplejwt=djangorestframework-simplejwt corsheaders=django-cors-headers environ=django-environ
debug_toolbar=django-debug-toolbar allauth=django-allauth crispy_forms=django-crispy-forms storages=django-storages
django_filters=django-filter guardian=django-guardian import_export=django-import-export
oauth2_provider=django-oauth-toolkit flask_sqlalchemy=flask-sqlalchemy flask_wtf=flask-wtf wtforms=wtforms
sqlalchemy_utils=sqlalchemy-utils engineio=python-engineio socketio=python-socketio keycloak=python-keycloak
consul=python-consul crontab=python-crontab json_log_formatter=json-log-formatter pythonjsonlogger=python-json-logger
pydantic_settings=pydantic-settings Xlib=python-xlib vlc=python-vlc nmap=python-nmap whois=python-whois docker=docker
kafka=kafka-python confluent_kafka=confluent-kafka cassandra=cassandra-driver rediscluster=redis-py-cluster
ibm_db=ibm-db cx_Oracle=cx-oracle snowflake=snowflake-connector-python speech_recognition=speechrecognition
pyttsx3=pyttsx3 pyaudio=pyaudio OpenGL=pyopengl pyaes=pyaes Xlsxwriter=xlsxwriter xlwings=xlwings bluetooth=pybluez
smbus=smbus-cffi RPi=rpi.gpio board=adafruit-blinka busio=adafruit-blinka digitalio=adafruit-blinka win32api=pywin32
win32con=pywin32 win32gui=pywin32 win32com=pywin32 win32file=pywin32 win32event=pywin32 win32process=pywin32
win32service=pywin32 win32serviceutil=pywin32 pythoncom=pywin32 pywintypes=pywin32 _pytest=pytest py=py jks=pyjks
gpg=gpg gnupg=python-gnupg hvac=hvac pysaml2=pysaml2 saml2=pysaml2 onelogin=python3-saml u2f=python-u2flib-server
ldap3=ldap3 kerberos=kerberos faiss=faiss-cpu llama_cpp=llama-cpp-python sentence_transformers=sentence-transformers
transformers=transformers tensorflow_hub=tensorflow-hub tensorflow_datasets=tensorflow-datasets
tensorflow_probability=tensorflow-probability keras=keras torch=torch torchvision=torchvision torchaudio=torchaudio
pytorch_lightning=pytorch-lightning lightning_fabric=lightning imblearn=imbalanced-learn lightgbm=lightgbm
xgboost=xgboost community=python-louvain igraph=igraph hydra=hydra-core osgeo=gdal ogr=gdal gdal=gdal mpi4py=mpi4py
Bio=biopython rdkit=rdkit openbabel=openbabel-wheel simplejson=simplejson ujson=ujson rapidjson=python-rapidjson
markdown=markdown markdown2=markdown2 mistletoe=mistletoe frontmatter=python-frontmatter lxml=lxml html5lib=html5lib
tinycss2=tinycss2 pyasn1_modules=pyasn1-modules OpenEXR=openexr exifread=exifread mutagen=mutagen moviepy=moviepy
ffmpeg=ffmpeg-python pydub=pydub soundfile=soundfile MeCab=mecab-python3 jieba=jieba nltk=nltk spacy=spacy
stripe=stripe twilio=twilio sendgrid=sendgrid tweepy=tweepy praw=praw slack=slackclient slack_sdk=slack-sdk
slack_bolt=slack-bolt discord=discord.py linebot=line-bot-sdk facebook=facebook-sdk
instagram_private_api=instagram-private-api zoneinfo_data=tzdata pytz=pytz tzlocal=tzlocal dateparser=dateparser
ephem=ephem astropy=astropy sunpy=sunpy pvlib=pvlib airflow=apache-airflow beam=apache-beam apache_beam=apache-beam
pyspark=pyspark delta=delta-spark flink=apache-flink superset=apache-superset azure=azure-core msrest=msrest msal=msal
botocore=botocore awscrt=awscrt aws_cdk=aws-cdk-lib aws_xray_sdk=aws-xray-sdk moto=moto
opentelemetry=opentelemetry-api ddtrace=ddtrace sentry_sdk=sentry-sdk prometheus_client=prometheus-client
statsd=statsd kubernetes=kubernetes openshift=openshift pulumi=pulumi ansible=ansible-core nornir=nornir
netmiko=netmiko napalm=napalm jnpr=junos-eznc pysnmp=pysnmp-lextudio scapy=scapy impacket=impacket pwn=pwntools
capstone=capstone unicorn=unicorn keystone=keystone-engine angr=angr z3=z3-solver yara=yara-python pefile=pefile
magic_wormhole=magic-wormhole elftools=pyelftools volatility3=volatility3 frida=frida dpkt=dpkt nfqueue=netfilterqueue
odoo=odoo frappe=frappe-bench pkgutil_resolve_name=pkgutil-resolve-name tkinterdnd2=tkinterdnd2
customtkinter=customtkinter PySimpleGUI=pysimplegui PyQt5=pyqt5 PyQt6=pyqt6 PySide2=pyside2 PySide6=pyside6 sip=sip
kivy=kivy kivymd=kivymd pygame=pygame arcade=arcade panda3d=panda3d paho=paho-mqtt pymodbus=pymodbus can=python-can
obd=obd pymavlink=pymavlink dronekit=dronekit cantools=cantools sqlmodel=sqlmodel peewee=peewee playhouse=peewee
pony=pony pymysql=pymysql mysql=mysql-connector-python pymssql=pymssql ibm_watson=ibm-watson ibm_boto3=ibm-cos-sdk
zeep=zeep suds=suds-community soap=zeep tornado=tornado twisted=twisted zope=zope.interface past=future
webtest=webtest paste=paste pkginfo=pkginfo fastapi_users=fastapi-users langchain_core=langchain-core
langchain_community=langchain-community langchain_openai=langchain-openai llama_index=llama-index
googlesearch=googlesearch-python duckduckgo_search=duckduckgo-search newspaper=newspaper3k
readability=readability-lxml ruamel_yaml=ruamel.yaml configobj=configobj toml=toml editor=python-editor
dialog=pythondialog markdownify=markdownify pdfminer=pdfminer.six PyPDF2=pypdf2 pypdf=pypdf reportlab=reportlab
weasyprint=weasyprint pdfkit=pdfkit barcode=python-barcode qrcode=qrcode
"""
MODULES: Mapping[str, str] = MappingProxyType(
    {module: package for module, _, package in (pair.partition("=") for pair in _TABLE.split())}
)
# Module names under which no package, or another one than is meant, can be installed.
CONFUSED: Mapping[str, str] = MappingProxyType(
    {
        module.lower(): MODULES[module]
        for module in [
            "PIL",
            "cv2",
            "yaml",
            "sklearn",
            "skimage",
            "dotenv",
            "jwt",
            "jose",
            "Crypto",
            "OpenSSL",
            "dateutil",
            "attr",
            "serial",
            "usb",
            "docx",
            "pptx",
            "fitz",
            "MySQLdb",
            "ldap",
            "nacl",
            "zmq",
            "wx",
            "gi",
            "dns",
            "websocket",
            "umap",
            "slugify",
            "googleapiclient",
            "rest_framework",
            "corsheaders",
            "Xlib",
            "Levenshtein_",
            "RPi",
            "win32api",
            "win32com",
            "pythoncom",
            "Bio",
            "faiss",
            "llama_cpp",
            "imblearn",
            "osgeo",
            "nmap",
            "paho",
            "z3",
            "elftools",
            "pythonjsonlogger",
            "socketio",
        ]
        if module in MODULES
    }
)
