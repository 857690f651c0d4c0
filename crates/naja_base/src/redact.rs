//! Secrets in URLs made unreadable, before a text is shown.
//!
//! A URL may hold a password or a token in three places: before the host (`https://user:password@host`), in the query
//! (`?token=…`), and, where somebody forgot to encode a `/` or a `#`, in what only looks like a host and a path. All of it
//! becomes `****`. The user name goes too, as many services take a token for one; `ssh://git@host` stays as it is, and so
//! do placeholders such as `{password}` and `${PASSWORD}`.

use std::borrow::Cow;
use std::ops::Range;

use memchr::memmem;

/// What is shown in the place of a secret.
pub const REDACTED: &str = "****";

/// Parts of names of query parameters that hold secrets.
const SECRET_NAMES: [&str; 10] = [
    "token",
    "secret",
    "password",
    "passwd",
    "signature",
    "credential",
    "apikey",
    "api_key",
    "api-key",
    "auth",
];

/// `text` with every secret in a URL replaced by [`REDACTED`].
#[must_use]
pub fn redact(text: &str) -> Cow<'_, str> {
    let secrets = secrets(text);
    if secrets.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut copied = 0;
    for secret in secrets {
        out.push_str(&text[copied..secret.start]);
        out.push_str(REDACTED);
        copied = secret.end;
    }
    out.push_str(&text[copied..]);
    Cow::Owned(out)
}

/// Where `text` holds secrets in URLs, in order.
#[must_use]
pub fn secrets(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for at in memmem::find_iter(text.as_bytes(), "://") {
        let start = at + 3;
        if found.last().is_some_and(|last| last.end > start) {
            continue;
        }
        let end = start + text[start..].find(ends_url).unwrap_or(text.len() - start);
        let url = &text[start..end];
        let user_info = user_info(url);
        if let Some(length) = user_info
            && !is_harmless(scheme(&text[..at]), &url[..length])
        {
            found.push(start..start + length);
        }
        let rest = user_info.map_or(0, |length| length + 1);
        found.extend(
            query_secrets(&url[rest..])
                .into_iter()
                .map(|secret| start + rest + secret.start..start + rest + secret.end),
        );
    }
    found
}

/// A URL in a text ends before these, encoded or not.
fn ends_url(character: char) -> bool {
    character.is_whitespace() || matches!(character, '"' | '`' | '<' | '>')
}

/// The length of the user information, which ends before the `@` of the host.
fn user_info(url: &str) -> Option<usize> {
    let authority = url.find(['/', '?', '#', '\\']).unwrap_or(url.len());
    if let Some(at) = url[..authority].rfind('@') {
        return Some(at);
    }
    // `https://user:pass/word@host`: the text after the colon would have to be a port.
    let port = url[..authority].split_once(':').filter(|(host, _)| !host.starts_with('['))?.1;
    let is_port = port.bytes().all(|byte| byte.is_ascii_digit());
    if is_port { None } else { url.rfind('@') }
}

/// The letters before `://`.
fn scheme(before: &str) -> &str {
    let is_part = |character: char| character.is_ascii_alphanumeric() || "+-.".contains(character);
    let start = before
        .rfind(|character| !is_part(character))
        .map_or(0, |at| at + before[at..].chars().next().map_or(0, char::len_utf8));
    &before[start..]
}

/// Whether nothing secret is there: a user name for SSH, or a placeholder.
fn is_harmless(scheme: &str, user_info: &str) -> bool {
    let is_placeholder = |text: &str| {
        let is_enclosed = |start: &str, end: &str| text.starts_with(start) && text.ends_with(end);
        is_enclosed("{", "}") || is_enclosed("${", "}") || is_enclosed("%(", ")s")
    };
    match user_info.split_once(':') {
        Some((_, password)) => is_placeholder(password),
        None => {
            let is_ssh = scheme == "ssh" || scheme.ends_with("+ssh");
            is_ssh || user_info.is_empty() || user_info == REDACTED || is_placeholder(user_info)
        }
    }
}

/// The values of query parameters whose names say that they are secret.
fn query_secrets(url: &str) -> Vec<Range<usize>> {
    let Some(query) = url.find('?') else { return Vec::new() };
    let mut secrets = Vec::new();
    let mut at = query + 1;
    for pair in url[at..].split(['&', ';', '#']) {
        if let Some((name, value)) = pair.split_once('=') {
            let lower = name.to_ascii_lowercase();
            let is_secret = matches!(lower.as_str(), "sig" | "key")
                || SECRET_NAMES.iter().any(|part| lower.contains(part));
            if is_secret && !value.is_empty() {
                let start = at + name.len() + 1;
                // Closing punctuation belongs to the sentence around the URL.
                let value = value.trim_end_matches(['\'', ')', ']', '}', ',', '.']);
                if !value.is_empty() && value != REDACTED {
                    secrets.push(start..start + value.len());
                }
            }
        }
        at += pair.len() + 1;
    }
    secrets
}

#[cfg(test)]
mod tests {
    use super::redact;

    #[test]
    fn fault_114_passwords_and_tokens_are_not_shown() {
        let check = |text: &str, expected: &str| {
            assert_eq!(redact(text), expected);
            assert_eq!(redact(expected), expected);
        };
        check("https://user:pass@host/simple", "https://****@host/simple");
        check(
            "`corp=https://user:p%40ss@host:8080/` and http://a:b@c",
            "`corp=https://****@host:8080/` and http://****@c",
        );
        check("git+https://token@host/x@1.0", "git+https://****@host/x@1.0");
        check("https://user:p@ss@host/", "https://****@host/");
        check("https://user:pa/ss@host/", "https://****@host/");
        check("https://user:pa#ss@host/", "https://****@host/");
        check("url = \"https://u:a'b@host\" # c", "url = \"https://****@host\" # c");
        check("(https://h/x?a=1&access_token=abc&b=2)", "(https://h/x?a=1&access_token=****&b=2)");
        check("https://h/x?X-Amz-Signature=0a#sha256=00", "https://h/x?X-Amz-Signature=****#sha256=00");
        check("'https://h/x?sig=abc'.", "'https://h/x?sig=****'.");
        check("https://ü:é@host https://ü:é@host", "https://****@host https://****@host");
    }

    #[test]
    fn what_is_no_secret_is_shown() {
        for text in [
            "https://host/simple/",
            "https://host:8080/a@b",
            "http://[::1]:80/@x",
            "git+https://host/owner/name@main#egg=name",
            "ssh://git@host/x",
            "git+ssh://git@host/x",
            "https://{user}:{password}@host/",
            "https://${USER}:${PASSWORD}@host/",
            "https://user:${PASSWORD}@host/",
            "no URL at all: a@b",
            "://",
            "https://h/x?page=2",
            "https://h/x?token=",
        ] {
            assert_eq!(redact(text), text);
        }
    }
}
