# ruleid: deps.module-name
pip install PIL
# ruleid: deps.module-name
pip3 install requests yaml
# ruleid: deps.module-name
uv pip install cv2
# ok: deps.module-name
pip install pillow
# ok: deps.module-name
pip install pyyaml opencv-python
# --- case: requirements.txt
# ruleid: deps.module-name
dotenv==1.0.0
# ok: deps.module-name
python-dotenv==1.0.0
