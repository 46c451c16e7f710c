<#
.SYNOPSIS
Delivers a file to SCB's M2M interface and waits for its final status. To read and to copy from.

.DESCRIPTION
PowerShell 7.4 or later, no modules. NOT TRIED: it was written where no PowerShell is to be had.

Give the client certificate as a PKCS#12 file, or by its thumbprint in Cert:\CurrentUser\My (Windows). The server's CA is
trusted for this call only where -CaFile names it; without it the machine's trusted CAs count.

Exit codes: 0 Inläst, 1 any other end.

.EXAMPLE
./Send-M2MFile.ps1 holdings.xml -BaseUrl https://localhost:8443/m2m/v2/ -Pkcs12 demo.p12 -Password m2m-demo -CaFile ca.crt `
    -Organisation 9990000045 -Program VINN -Period 2026-09-30 -Format V40
#>
#requires -Version 7.4
[CmdletBinding()]
param(
    [Parameter(Position = 0)] [string] $Path = $env:M2M_FILE,
    [string] $BaseUrl = $env:M2M_BASE_URL,
    [string] $Pkcs12 = $env:M2M_PKCS12,
    [string] $Password = $env:M2M_PKCS12_PASSWORD,
    [string] $Thumbprint,
    [string] $CaFile = $env:M2M_CA,
    [string] $Organisation = $env:M2M_ORGANISATION,
    [string] $Program = $env:M2M_PROGRAM,
    [string] $Period = $env:M2M_PERIOD,
    [string] $Format = $env:M2M_FORMAT,
    [string] $Version = $env:M2M_VERSION
)
Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

$FragmentBytes = 9216000    # the most that a fragment may hold, by SCB's instruction: 1024 × 9000
$Attempts = 8               # at one call
$Beginnings = 4             # of the file at fragment 0
$Invariant = [Globalization.CultureInfo]::InvariantCulture

class Refused : Exception {
    [int] $Status
    [bool] $InDoubt
    Refused([string] $message, [int] $status, [bool] $inDoubt) : base($message) {
        $this.Status = $status
        $this.InDoubt = $inDoubt
    }
}

function New-Connection {
    $certificate = if ($Thumbprint) { Get-Item "Cert:\CurrentUser\My\$Thumbprint" }
    else { [Security.Cryptography.X509Certificates.X509Certificate2]::new((Convert-Path $Pkcs12), $Password) }
    $handler = [Net.Http.SocketsHttpHandler]::new()
    $handler.UseProxy = $false
    $handler.AllowAutoRedirect = $false
    $handler.SslOptions.ClientCertificates = [Security.Cryptography.X509Certificates.X509CertificateCollection]::new()
    [void] $handler.SslOptions.ClientCertificates.Add($certificate)
    if ($CaFile) {
        $policy = [Security.Cryptography.X509Certificates.X509ChainPolicy]::new()
        $policy.TrustMode = 'CustomRootTrust'
        $policy.RevocationMode = 'NoCheck'
        [void] $policy.CustomTrustStore.Add([Security.Cryptography.X509Certificates.X509Certificate2]::new((Convert-Path $CaFile)))
        $handler.SslOptions.CertificateChainPolicy = $policy
    }
    $http = [Net.Http.HttpClient]::new($handler)
    $http.BaseAddress = [uri] ($BaseUrl.TrimEnd('/') + '/')    # without the slash, 'v2' would be lost
    $http.Timeout = [TimeSpan]::FromMinutes(2)
    return @{ Http = $http; Cookies = $handler.CookieContainer }
}

# One attempt; throws where there is no answer.
function Invoke-Attempt([string] $Target, [byte[]] $Content) {
    $form = [Net.Http.MultipartFormDataContent]::new()
    try {
        # The file's name is in the path; that of the part counts for nothing.
        if ($null -ne $Content) { $form.Add([Net.Http.ByteArrayContent]::new($Content), 'File', 'fragment') }
        $call = if ($null -ne $Content) { $script:Connection.Http.PostAsync($Target, $form) }
        else { $script:Connection.Http.GetAsync($Target) }
        $response = $call.GetAwaiter().GetResult()
        $body = $response.Content.ReadAsStringAsync().GetAwaiter().GetResult()
        $field = $response.Headers.RetryAfter
        $wait = if ($field -and $field.Delta) { $field.Delta.TotalSeconds }
        elseif ($field -and $field.Date) { ($field.Date - [DateTimeOffset]::UtcNow).TotalSeconds }
        else { 0 }
        return @{ Status = [int] $response.StatusCode; Body = $body; RetryAfter = $wait }
    }
    finally { $form.Dispose() }
}

function Get-Reason([string] $Name, $Answer) {
    $problem = try { $Answer.Body | ConvertFrom-Json -AsHashtable } catch { $null }
    if ($problem -isnot [hashtable] -and $problem -isnot [Collections.Specialized.OrderedDictionary]) { $problem = @{} }
    $text = $problem['detail'] ?? $problem['title'] ?? $Answer.Body.Trim().Substring(0, [Math]::Min(300, $Answer.Body.Trim().Length))
    $trace = if ($problem['traceId']) { "(traceId $($problem['traceId']))" }
    return @{ Code = $problem['code']; Text = (@("$Name was answered with $($Answer.Status):", $text, $problem['hint'], $trace) -ne $null) -join ' ' }
}

# Makes a call, again and again while what hinders it may pass, and gives the answer's JSON. -KnownId belongs to -1: before
# that is repeated although it may have been obeyed, history is asked about the delivery; when that is final, nothing is given.
function Invoke-Call([string] $Name, [string] $Target, [byte[]] $Content, [string] $KnownId) {
    $inDoubt = $false
    for ($attempt = 1; ; $attempt++) {
        $retryAfter = 0
        try {
            $answer = Invoke-Attempt $Target $Content
            if ($answer.Status -eq 200) { return $answer.Body | ConvertFrom-Json -AsHashtable }
            $reason = Get-Reason $Name $answer
            # The two codes: this client's own broken call may not have ended at the server.
            $mayPass = $answer.Status -in 408, 429 -or $answer.Status -ge 500 -or $reason.Code -in 'upload-busy', 'fragment-superseded'
            if (-not $mayPass) { throw [Refused]::new($reason.Text, $answer.Status, $inDoubt) }
            $trouble = $reason.Text
            $retryAfter = $answer.RetryAfter
            if ($answer.Status -notin 409, 429, 503) { $inDoubt = $true }    # these say that nothing was done
        }
        catch [Net.Http.HttpRequestException], [Threading.Tasks.TaskCanceledException] {
            for ($cause = $_.Exception; $cause; $cause = $cause.InnerException) {
                if ($cause -is [Security.Authentication.AuthenticationException]) {
                    throw "${Name}: client and server do not accept each other's certificates: $($cause.Message)"
                }
            }
            $trouble = "$Name has no answer: $($_.Exception.GetBaseException().Message)"
            $inDoubt = $true
        }
        if ($attempt -eq $Attempts -or $retryAfter -gt 600) {
            throw ($inDoubt -and $KnownId ? "it is not known whether $KnownId was made; ask history: $trouble" : $trouble)
        }
        Write-Warning "attempt $attempt of ${Attempts}: $trouble"
        $wait = [Math]::Min([Math]::Pow(2, $attempt - 1), 60) * (0.5 + [Random]::Shared.NextDouble() / 2)
        Start-Sleep -Milliseconds ([int] (1000 * [Math]::Max($wait, $retryAfter)))
        # Bearbetar settles nothing: a file that is being uploaded is that too.
        if ($inDoubt -and $KnownId -and (Get-History $KnownId).ProgressStatus -ge 2) { return }
    }
}

function Get-History([string] $DeliveryId) {
    $history = Invoke-Call "history of $DeliveryId" "history/$DeliveryId"
    Write-Verbose "$DeliveryId is $($history.Status)"
    return $history
}

# Asks history, ever more rarely, until the status is final.
function Wait-Outcome([string] $DeliveryId, [double] $Limit = 1800) {
    $pause = 1.0
    for ($waited = 0.0; ; $waited += $pause) {
        Start-Sleep -Milliseconds ([int] (1000 * $pause))
        $history = Get-History $DeliveryId
        if ($history.ProgressStatus -ge 2) { return $history }
        if ($waited -gt $Limit) { throw "$DeliveryId is still $($history.Status); ask history again later" }
        $pause = [Math]::Min($pause * 1.5, 15)
    }
}

# Sends all fragments and gives the DeliveryId. The last is -1 and has the last bytes. A file of one fragment goes as
# fragment 0 and an empty -1: only from an answer before -1 is the DeliveryId known when the answer to -1 is lost.
function Send-Fragments {
    $deliveryId = $null
    $file = [IO.File]::Open((Convert-Path $Path), 'Open', 'Read', 'Read')    # nobody else may write to it meanwhile
    try {
        if ($file.Length -eq 0) { throw 'the file is empty' }
        $last = [Math]::Max(1, [long] [Math]::Ceiling([double] $file.Length / $FragmentBytes) - 1)
        for ($number = 0; $number -le $last; $number++) {
            if (((Get-Date) - $script:Renewed).TotalMinutes -gt 5) {
                [void] (Invoke-Call 'heartbeat' 'heartbeat')
                $script:Renewed = Get-Date
            }
            # One fragment in memory, never the file.
            $content = [byte[]]::new([int] [Math]::Min([long] $FragmentBytes, $file.Length - $file.Position))
            $file.ReadExactly($content, 0, $content.Length)
            # Invariant: under Swedish settings .NET may write -1 with the minus sign U+2212.
            $index = ($number -eq $last ? -1 : $number).ToString($Invariant)
            $words = 'file', $index, $Organisation, $Program, $Period, $Format, [IO.Path]::GetFileName($Path), $Version
            $target = ($words | ForEach-Object { [uri]::EscapeDataString($_) }) -join '/'
            try {
                $answer = Invoke-Call "fragment $index" $target $content ($number -eq $last ? $deliveryId : '')
                if ($answer -and $deliveryId -and $answer.DeliveryId -ne $deliveryId) {
                    Write-Warning "fragment $index became $($answer.DeliveryId), not ${deliveryId}: there may be two deliveries"
                }
                if (-not $deliveryId) { $deliveryId = $answer.DeliveryId }
            }
            catch [Refused] {
                if ($number -ne $last -or -not $_.Exception.InDoubt) { throw }
                [void] (Wait-Outcome $deliveryId 120)    # -1 again was refused: what history says counts
            }
            Write-Verbose "fragment $index acknowledged, $($file.Position) of $($file.Length) bytes, $deliveryId"
        }
        return $deliveryId
    }
    finally { $file.Dispose() }
}

$script:Connection = New-Connection
$script:Renewed = [datetime]::MinValue
for ($beginning = 1; ; $beginning++) {
    try {
        $deliveryId = Send-Fragments
        break
    }
    catch [Refused] {
        if ($_.Exception.Status -notin 401, 409 -or $beginning -eq $Beginnings) { throw }
        if ($_.Exception.Status -eq 401) {
            # An upload belongs to its session: with another it begins at 0.
            $script:Connection.Cookies.GetAllCookies() | ForEach-Object { $_.Expired = $true }
            $script:Renewed = [datetime]::MinValue
        }
        Write-Warning "begun anew at fragment 0: $($_.Exception.Message)"
    }
}
$history = Wait-Outcome $deliveryId
[pscustomobject] @{ DeliveryId = $deliveryId; Status = $history.Status }
exit ($history.ProgressStatus -eq 3 ? 0 : 1)
