//! The scripts that activate an environment, with its path quoted as each shell wants it.

use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

/// One shell's script.
struct Shell {
    file: &'static str,
    template: &'static str,
    quote: fn(&str) -> String,
    windows_only: bool,
}

const SHELLS: [Shell; 7] = [
    Shell {
        file: "activate",
        template: include_str!("activate/activate.sh"),
        quote: posix,
        windows_only: false,
    },
    Shell {
        file: "activate.fish",
        template: include_str!("activate/activate.fish"),
        quote: fish,
        windows_only: false,
    },
    Shell {
        file: "activate.csh",
        template: include_str!("activate/activate.csh"),
        quote: csh,
        windows_only: false,
    },
    Shell {
        file: "Activate.ps1",
        template: include_str!("activate/activate.ps1"),
        quote: powershell,
        windows_only: false,
    },
    Shell {
        file: "activate.nu",
        template: include_str!("activate/activate.nu"),
        quote: nu,
        windows_only: false,
    },
    Shell {
        file: "activate.bat",
        template: include_str!("activate/activate.bat"),
        quote: cmd,
        windows_only: true,
    },
    Shell {
        file: "deactivate.bat",
        template: include_str!("activate/deactivate.bat"),
        quote: cmd,
        windows_only: true,
    },
];

/// Writes the activation scripts of the environment at `root` into its folder `scripts`, a name within `root`.
pub(super) fn write(root: &str, scripts: &str, prompt: &str) -> io::Result<()> {
    for shell in SHELLS.iter().filter(|shell| cfg!(windows) || !shell.windows_only) {
        let text = shell
            .template
            .replace("@BIN@", &(if shell.windows_only { cmd } else { shell.quote })(scripts))
            .replace("@PROMPT@", &(shell.quote)(prompt))
            .replace("@ROOT@", &(shell.quote)(root));
        let path = Path::new(root).join(scripts).join(shell.file);
        // An unfinished run may have left the file.
        match fs::remove_file(&path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => fs::File::create_new(&path)?.write_all(text.as_bytes())?,
        }
    }
    Ok(())
}

/// Nothing but the quotation mark itself means anything between single ones.
fn posix(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

fn fish(text: &str) -> String {
    format!("'{}'", text.replace('\\', r"\\").replace('\'', r"\'"))
}

/// As in sh, but history is expanded between single quotation marks too.
fn csh(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''").replace('!', r"\!"))
}

/// PowerShell takes the typographic quotation marks for plain ones.
fn powershell(text: &str) -> String {
    let mut out = String::from("'");
    for character in text.chars() {
        out.push(character);
        if matches!(character, '\'' | '\u{2018}'..='\u{201b}') {
            out.push(character);
        }
    }
    out + "'"
}

/// A raw string with more number signs than the text has in a row.
fn nu(text: &str) -> String {
    let longest = text.split(|character| character != '#').map(str::len).max().unwrap_or_default();
    let signs = "#".repeat(longest + 1);
    format!("r{signs}'{text}'{signs}")
}

fn cmd(text: &str) -> String {
    text.replace('%', "%%")
}

#[cfg(test)]
mod tests {
    use std::process::Command;

    use expect_test::expect;

    use super::{csh, fish, nu, posix, powershell};

    #[test]
    fn every_shell_has_its_own_quotation() {
        let text = "it's $(x) `y` \"z\" \\ ! #\u{2019}";
        let shown = [posix(text), fish(text), csh(text), powershell(text), nu(text)].join("\n");
        expect![[r##"
            'it'\''s $(x) `y` "z" \ ! #’'
            'it\'s $(x) `y` "z" \\ ! #’'
            'it'\''s $(x) `y` "z" \ \! #’'
            'it''s $(x) `y` "z" \ ! #’’'
            r##'it's $(x) `y` "z" \ ! #’'##"##]]
        .assert_eq(&shown);
    }

    #[cfg(unix)]
    #[test]
    fn fault_66_activation_works_in_an_odd_folder() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("it's \"my\" $(touch pwned) `env`!\\");
        std::fs::create_dir_all(root.join("bin")).unwrap();
        let root = root.to_str().unwrap();
        super::write(root, "bin", "p'r$(x)").unwrap();
        let script = ". \"$1\"; printf '%s\\n' \"$VIRTUAL_ENV\" \"$VIRTUAL_ENV_PROMPT\" \"${PATH%%:/usr*}\"; \
                      deactivate; printf '%s\\n' \"${VIRTUAL_ENV-none}\" \"$PATH\"";
        let output = Command::new("sh")
            .args(["-euc", script, "sh", &format!("{root}/bin/activate")])
            .env_clear()
            .env("PATH", "/usr/bin:/bin")
            .current_dir(folder.path())
            .output()
            .unwrap();
        let shown = String::from_utf8(output.stdout).unwrap();
        let expected = format!("{root}\np'r$(x)\n{root}/bin\nnone\n/usr/bin:/bin\n");
        assert_eq!(shown, expected, "{}", String::from_utf8_lossy(&output.stderr));
        assert!(!folder.path().join("pwned").exists());
    }
}
