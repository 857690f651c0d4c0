# Activates this environment in a running PowerShell: `. bin/activate.ps1`. `deactivate` undoes it.

function global:deactivate([switch] $NonDestructive) {
    if (Test-Path Variable:_NAJA_OLD_PATH) {
        $env:PATH = $global:_NAJA_OLD_PATH
        Remove-Variable _NAJA_OLD_PATH -Scope Global
    }
    if (Test-Path Variable:_NAJA_OLD_PYTHONHOME) {
        $env:PYTHONHOME = $global:_NAJA_OLD_PYTHONHOME
        Remove-Variable _NAJA_OLD_PYTHONHOME -Scope Global
    }
    if (Test-Path Function:_naja_old_prompt) {
        Set-Content Function:prompt (Get-Content Function:_naja_old_prompt)
        Remove-Item Function:_naja_old_prompt
    }
    Remove-Item Env:VIRTUAL_ENV -ErrorAction SilentlyContinue
    Remove-Item Env:VIRTUAL_ENV_PROMPT -ErrorAction SilentlyContinue
    if (-not $NonDestructive) {
        Remove-Item Function:deactivate
    }
}

deactivate -NonDestructive

$env:VIRTUAL_ENV = @ROOT@
$env:VIRTUAL_ENV_PROMPT = @PROMPT@

$global:_NAJA_OLD_PATH = $env:PATH
$env:PATH = $env:VIRTUAL_ENV + [System.IO.Path]::DirectorySeparatorChar + @BIN@ + [System.IO.Path]::PathSeparator + $env:PATH

if (Test-Path Env:PYTHONHOME) {
    $global:_NAJA_OLD_PYTHONHOME = $env:PYTHONHOME
    Remove-Item Env:PYTHONHOME
}

if (-not $env:VIRTUAL_ENV_DISABLE_PROMPT) {
    function global:_naja_old_prompt { '' }
    Set-Content Function:global:_naja_old_prompt (Get-Content Function:prompt)
    function global:prompt {
        Write-Host -NoNewline ('(' + @PROMPT@ + ') ')
        _naja_old_prompt
    }
}
