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
