# Makes a Windows PC a wall. In the account that shows it, in PowerShell as administrator:
#   powershell -ExecutionPolicy Bypass -File kiosk-wall.ps1 -Install -Address http://10.1.2.3:8000 [-Link LINK] [-Browser PATH]
# Without -Install it is the wall: a loop that starts the browser and looks after it. -Remove takes it off again.
# Written for PowerShell 2.0, which Windows 7 has, and in ASCII, because 5.1 reads anything else as the local code page.
param(
    [string]$Address = '',
    [string]$Link = '',
    [string]$Browser = '',
    [switch]$Install,
    [switch]$Remove
)

$Task = 'Kiosk wall'
$Programs = Join-Path $env:ProgramData 'kiosk-wall'
$Kept = Join-Path $env:LOCALAPPDATA 'kiosk-wall'
# The cookie that makes this PC its screen, the programme it keeps and the plays nobody has heard of yet lie here.
$ProfileFolder = Join-Path $Kept 'profile'
# One line, opened as soon as the server answers, once.
$LinkFile = Join-Path $Kept 'link'
$LookEvery = 10
$MissesBorne = 3

function Stop-WithWords([string]$Words) {
    [Console]::Error.WriteLine($Words)
    exit 2
}

function Find-Browser {
    if ($Browser) {
        if (Test-Path $Browser) { return $Browser }
        Stop-WithWords "There is no $Browser."
    }
    $x86 = ${env:ProgramFiles(x86)}
    if (-not $x86) { $x86 = $env:ProgramFiles }
    $places = @(
        "$env:ProgramFiles\Google\Chrome\Application\chrome.exe",
        "$x86\Google\Chrome\Application\chrome.exe",
        "$env:LOCALAPPDATA\Google\Chrome\Application\chrome.exe",
        "$x86\Microsoft\Edge\Application\msedge.exe",
        "$env:ProgramFiles\Microsoft\Edge\Application\msedge.exe",
        "$env:LOCALAPPDATA\360ChromeX\Chrome\Application\360ChromeX.exe",
        "$env:LOCALAPPDATA\360Chrome\Chrome\Application\360chrome.exe",
        "$env:APPDATA\360se6\Application\360se.exe"
    )
    foreach ($place in $places) { if (Test-Path $place) { return $place } }
    Stop-WithWords 'Neither Chrome nor Edge nor 360 was found; say -Browser PATH.'
}

# The same as in linux/kiosk-wall, which says what each is for.
function Get-Flags([string]$Program, [string]$Page) {
    $flags = @(
        "--user-data-dir=`"$ProfileFolder`"",
        '--no-first-run',
        '--no-default-browser-check',
        '--hide-crash-restore-bubble',
        '--disable-session-crashed-bubble',
        '--noerrdialogs',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-extensions',
        '--disable-pinch',
        '--overscroll-history-navigation=0',
        '--renderer-process-limit=1'
    )
    if ($Address -like 'http://*') { $flags += "--unsafely-treat-insecure-origin-as-secure=$Address" }
    # Edge's own kiosk mode is a private window: the wall would have to be paired at every start.
    if ($Program -like '*msedge.exe') { return $flags + @('--start-fullscreen', "--app=$Page") }
    return $flags + @('--kiosk', $Page)
}

function Test-Server {
    try {
        $request = [Net.WebRequest]::Create("$Address/healthz")
        $request.Timeout = 3000
        $request.Proxy = $null
        $request.GetResponse().Close()
        return $true
    } catch { return $false }
}

function Test-Link { return (Test-Path $LinkFile) -and (Test-Server) }

function Get-FirstPage {
    if (-not (Test-Link)) { return "$Address/screen" }
    $page = [IO.File]::ReadAllText($LinkFile).Trim()
    Move-Item -Force $LinkFile "$LinkFile.opened"
    return $page
}

function Initialize-Profile {
    $preferences = Join-Path $ProfileFolder 'Default\Preferences'
    New-Item -ItemType Directory -Force (Join-Path $ProfileFolder 'Default') | Out-Null
    if (-not (Test-Path $preferences)) { [IO.File]::WriteAllText($preferences, '{"translate":{"enabled":false}}') }
    $text = [IO.File]::ReadAllText($preferences)
    $text = $text -replace '"exit_type":"[A-Za-z]*"', '"exit_type":"Normal"' -replace '"exited_cleanly":false', '"exited_cleanly":true'
    [IO.File]::WriteAllText($preferences, $text)
}

# By its command line: 360 may start the browser through another program, which ends.
function Get-Running([string]$Program) {
    $name = Split-Path -Leaf $Program
    Get-WmiObject Win32_Process -Filter "Name='$name'" |
        Where-Object { $_.CommandLine -and $_.CommandLine.Contains($ProfileFolder) -and -not $_.CommandLine.Contains('--type=') } |
        Select-Object -First 1
}

# When memory runs out the page goes ("Aw, Snap!") and the browser stays: the page has a process of its own.
function Test-Page([int]$Id) {
    $pages = Get-WmiObject Win32_Process -Filter "ParentProcessId=$Id" |
        Where-Object { $_.CommandLine -like '*--type=renderer*' -and $_.CommandLine -notlike '*--top-chrome-webui*' }
    return [bool]$pages
}

function Watch-Browser([string]$Program) {
    $misses = 0
    while ($misses -lt $MissesBorne) {
        Start-Sleep -Seconds $LookEvery
        $running = Get-Running $Program
        if ((-not $running) -or (Test-Link)) { return }
        if (Test-Page $running.ProcessId) { $misses = 0 } else { $misses += 1 }
    }
}

function Stop-Browser([string]$Program) {
    $running = Get-Running $Program
    if ($running) { & taskkill.exe /F /T /PID $running.ProcessId | Out-Null }
}

function Start-Wall {
    $program = Find-Browser
    Set-ItemProperty 'HKCU:\Control Panel\Desktop' ScreenSaveActive '0'
    while ($true) {
        try {
            # What an earlier loop has left, and would answer for this one's.
            Stop-Browser $program
            Initialize-Profile
            Start-Process -FilePath $program -ArgumentList (Get-Flags $program (Get-FirstPage))
            Watch-Browser $program
        } catch { [Console]::Error.WriteLine($_) }
        Start-Sleep -Seconds 1
    }
}

# Unlike those of schtasks' own options: never stopped (they are after 72 hours), on battery too, at normal priority.
function Get-TaskXml {
    $user = [Security.SecurityElement]::Escape("$env:USERDOMAIN\$env:USERNAME")
    $script = [Security.SecurityElement]::Escape((Join-Path $Programs 'kiosk-wall.ps1'))
    $given = "-Address $Address"
    if ($Browser) { $given += ' -Browser "' + [Security.SecurityElement]::Escape($Browser) + '"' }
    return @"
<?xml version="1.0" encoding="UTF-16"?>
<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">
  <Triggers><LogonTrigger><Enabled>true</Enabled><UserId>$user</UserId></LogonTrigger></Triggers>
  <Principals><Principal id="Author"><UserId>$user</UserId><LogonType>InteractiveToken</LogonType></Principal></Principals>
  <Settings>
    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>
    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>
    <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>
    <RunOnlyIfNetworkAvailable>false</RunOnlyIfNetworkAvailable>
    <ExecutionTimeLimit>PT0S</ExecutionTimeLimit>
    <Priority>5</Priority>
    <RestartOnFailure><Interval>PT1M</Interval><Count>999</Count></RestartOnFailure>
  </Settings>
  <Actions Context="Author">
    <Exec>
      <Command>powershell.exe</Command>
      <Arguments>-NoProfile -ExecutionPolicy Bypass -WindowStyle Hidden -File "$script" $given</Arguments>
    </Exec>
  </Actions>
</Task>
"@
}

function Install-Wall([string]$Script) {
    Find-Browser | Out-Null
    New-Item -ItemType Directory -Force $Programs, $Kept | Out-Null
    Copy-Item -Force $Script (Join-Path $Programs 'kiosk-wall.ps1')
    if ($Link) { [IO.File]::WriteAllText($LinkFile, $Link) }
    elseif (-not (Test-Path "$LinkFile.opened")) { [IO.File]::WriteAllText($LinkFile, "$Address/screen") }
    foreach ($what in 'monitor', 'standby', 'hibernate', 'disk') { & powercfg.exe /change "$what-timeout-ac" 0 }
    $xml = Join-Path $Programs 'task.xml'
    [IO.File]::WriteAllText($xml, (Get-TaskXml), [Text.Encoding]::Unicode)
    & schtasks.exe /Create /F /TN $Task /XML $xml
    if ($LASTEXITCODE -ne 0) { Stop-WithWords 'The task was not made: run this in PowerShell as administrator.' }
    & schtasks.exe /Run /TN $Task
}

if ($Remove) {
    & schtasks.exe /End /TN $Task
    & schtasks.exe /Delete /F /TN $Task
    exit
}
$Address = $Address.TrimEnd('/')
if ($Address -notmatch '^https?://[A-Za-z0-9.-]+(:[0-9]+)?$') {
    Stop-WithWords '-Address looks like http://10.1.2.3:8000, without a path.'
}
if ($Link -and -not $Link.StartsWith("$Address/screen/claim/")) {
    Stop-WithWords "-Link begins with $Address/screen/claim/."
}
if ($Install) { Install-Wall $MyInvocation.MyCommand.Path } else { Start-Wall }
