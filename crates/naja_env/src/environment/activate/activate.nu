# Activates this environment in a running nu: `overlay use bin/activate.nu`. `deactivate` undoes it.

export-env {
    let root = @ROOT@
    let name = if ("PATH" in $env) { "PATH" } else { "Path" }
    let old = ($env | get $name)
    let old = if (($old | describe) == "string") { $old | split row (char esep) } else { $old }
    let bin = ($root | path join @BIN@)
    load-env ({VIRTUAL_ENV: $root, VIRTUAL_ENV_PROMPT: @PROMPT@} | insert $name ($old | prepend $bin))
    if ("PYTHONHOME" in $env) {
        hide-env PYTHONHOME
    }
    let shown = ("VIRTUAL_ENV_DISABLE_PROMPT" not-in $env)
    if $shown and ("PROMPT_COMMAND" in $env) {
        let before = $env.PROMPT_COMMAND
        $env.PROMPT_COMMAND = {||
            let text = if (($before | describe) == "closure") { do $before } else { $before }
            $"\(($env.VIRTUAL_ENV_PROMPT)\) ($text)"
        }
    }
}

export alias deactivate = overlay hide activate
