# ruleid: shell.execution-policy
Set-ExecutionPolicy Unrestricted -Force
# --- case
# ruleid: shell.execution-policy
Set-ExecutionPolicy Bypass -Scope Process
# --- case
# ruleid: shell.execution-policy
powershell -ExecutionPolicy Bypass -File x.ps1
# --- case
# ok: shell.execution-policy
Set-ExecutionPolicy RemoteSigned
# --- case
# ok: shell.execution-policy
Get-ExecutionPolicy
# --- case
# ruleid: shell.execution-policy
Set-ExecutionPolicy Bypass -Scope Process -Force
# --- case
# ruleid: shell.execution-policy
powershell.exe -ExecutionPolicy Bypass -File run.ps1
# --- case
# ruleid: shell.execution-policy
Set-ExecutionPolicy -ExecutionPolicy Unrestricted
# --- case
# ok: shell.execution-policy
Set-ExecutionPolicy RemoteSigned -Scope CurrentUser
# --- case
# ok: shell.execution-policy
powershell.exe -File run.ps1
# --- case
# ok: shell.execution-policy
Get-ExecutionPolicy
