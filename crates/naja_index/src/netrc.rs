//! The netrc file: user names and passwords by host, in the format that ftp, curl and pip read.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use crate::error::{self, IndexError};
use crate::location::Credentials;

/// Which netrc file is read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum NetrcSource {
    /// The one that `NETRC` names, else `.netrc` (on Windows also `_netrc`) in the home folder.
    #[default]
    Default,
    /// This one, which must be there.
    File(PathBuf),
    /// None.
    Off,
}

/// The entries of a netrc file.
#[derive(Debug, Default)]
pub(crate) struct Netrc {
    hosts: HashMap<String, Credentials>,
    default: Option<Credentials>,
    /// The file, where other users can read it.
    exposed: Option<PathBuf>,
}

impl Netrc {
    /// Reads the file; one that is not there and was not named has no entries.
    pub(crate) fn load(source: &NetrcSource) -> Result<Self, IndexError> {
        let named = match source {
            NetrcSource::Off => return Ok(Self::default()),
            NetrcSource::File(path) => Some(path.clone()),
            NetrcSource::Default => {
                std::env::var_os("NETRC").filter(|path| !path.is_empty()).map(PathBuf::from)
            }
        };
        if let Some(path) = named {
            return Self::read(&path);
        }
        let names: &[&str] = if cfg!(windows) { &["_netrc", ".netrc"] } else { &[".netrc"] };
        let Some(home) = std::env::home_dir() else { return Ok(Self::default()) };
        let found = names.iter().map(|name| home.join(name)).find(|path| path.is_file());
        found.map_or_else(|| Ok(Self::default()), |path| Self::read(&path))
    }

    fn read(path: &Path) -> Result<Self, IndexError> {
        let bytes = std::fs::read(path).map_err(|error| error::io(path, &error))?;
        let mut netrc = Self::parse(&String::from_utf8_lossy(&bytes));
        let has_entries = netrc.default.is_some() || !netrc.hosts.is_empty();
        netrc.exposed = (has_entries && is_readable_by_others(path)).then(|| path.to_path_buf());
        Ok(netrc)
    }

    /// A warning where other users of the machine can read the passwords.
    pub(crate) fn warning(&self) -> Option<String> {
        let path = self.exposed.as_ref()?.display();
        Some(format!("other users can read the passwords in `{path}`: run `chmod 600 {path}`"))
    }

    /// The credentials for `host`: its own entry's, else the default entry's.
    pub(crate) fn get(&self, host: &str) -> Option<&Credentials> {
        self.hosts.get(host).or(self.default.as_ref())
    }

    /// Reads the text of a netrc file; what is not understood is passed over, as all readers do. The first entry of a
    /// host counts.
    fn parse(text: &str) -> Self {
        let mut netrc = Self::default();
        let mut entry: Option<(Option<String>, Credentials)> = None;
        let mut words = Words { rest: text };
        while let Some(word) = words.next() {
            match word.as_str() {
                "machine" => {
                    netrc.insert(entry.take());
                    entry =
                        words.next().map(|host| (Some(host.to_ascii_lowercase()), Credentials::default()));
                }
                "default" => {
                    netrc.insert(entry.take());
                    entry = Some((None, Credentials::default()));
                }
                "login" | "user" => {
                    let login = words.next();
                    if let (Some((_, credentials)), Some(login)) = (&mut entry, login) {
                        credentials.username = login;
                    }
                }
                "password" => {
                    let password = words.next();
                    if let (Some((_, credentials)), Some(password)) = (&mut entry, password) {
                        credentials.password = password;
                    }
                }
                "account" => drop(words.next()),
                "macdef" => words.skip_macro(),
                _ => {}
            }
        }
        netrc.insert(entry);
        netrc
    }

    fn insert(&mut self, entry: Option<(Option<String>, Credentials)>) {
        match entry {
            Some((Some(host), credentials)) => drop(self.hosts.entry(host).or_insert(credentials)),
            Some((None, credentials)) => drop(self.default.get_or_insert(credentials)),
            None => {}
        }
    }
}

#[cfg(unix)]
fn is_readable_by_others(path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    std::fs::metadata(path).is_ok_and(|metadata| metadata.mode() & 0o044 != 0)
}

/// Elsewhere the mode does not say who can read a file.
#[cfg(not(unix))]
fn is_readable_by_others(_path: &Path) -> bool {
    false
}

/// Splits at white space; double quotes hold a word together, a backslash takes the next character as it is, and a
/// word that starts with `#` starts a comment.
struct Words<'a> {
    rest: &'a str,
}

impl Words<'_> {
    fn next(&mut self) -> Option<String> {
        loop {
            self.rest = self.rest.trim_start();
            if !self.rest.starts_with('#') {
                break;
            }
            self.rest = self.rest.find('\n').map_or("", |end| &self.rest[end..]);
        }
        let mut characters = self.rest.char_indices();
        let (mut word, mut quoted, mut end) = (String::new(), false, self.rest.len());
        while let Some((at, character)) = characters.next() {
            match character {
                '"' => quoted = !quoted,
                '\\' => word.extend(characters.next().map(|(_, next)| next)),
                _ if character.is_whitespace() && !quoted => {
                    end = at;
                    break;
                }
                _ => word.push(character),
            }
        }
        let nothing = self.rest.is_empty();
        self.rest = &self.rest[end..];
        (!nothing).then_some(word)
    }

    /// A macro ends at an empty line.
    fn skip_macro(&mut self) {
        self.rest = self.rest.find("\n\n").map_or("", |end| &self.rest[end..]);
    }
}

#[cfg(test)]
mod tests {
    use super::Netrc;

    fn check(text: &str, host: &str, expected: Option<(&str, &str)>) {
        let netrc = Netrc::parse(text);
        let found = netrc.get(host).map(|found| (found.username.as_str(), found.password.as_str()));
        assert_eq!(found, expected, "{text:?}");
    }

    #[test]
    fn entries_are_found_by_host() {
        let text = "# mine\nmachine a.example login me password s#cret\nmachine b.example\n  login you account x password \"two words\\\"\"\n";
        check(text, "a.example", Some(("me", "s#cret")));
        check(text, "b.example", Some(("you", "two words\"")));
        check(text, "c.example", None);
    }

    #[test]
    fn the_default_macros_and_odd_ends_are_understood() {
        check("machine a login x password y default login d password e", "b", Some(("d", "e")));
        check("macdef init\ncd machine a login no\n\nmachine a login x password y", "a", Some(("x", "y")));
        check("machine a login x password y machine a login z password z", "a", Some(("x", "y")));
        for text in ["machine", "login x", "machine a login", "\"", "\\", "#"] {
            check(text, "b", None);
        }
    }
}
