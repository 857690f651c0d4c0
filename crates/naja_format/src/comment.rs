//! The text of comments.

use std::borrow::Cow;

use crate::directive::Directive;

/// A comment with one blank behind its `#` and none at its end; shebangs, `#:` and type comments are special.
pub(crate) fn normalized(raw: &str) -> Cow<'_, str> {
    let text = raw.trim_end();
    let body = &text[1..];
    if body.is_empty() || Directive::of(text).is_some() {
        return Cow::Borrowed(text);
    }
    let (blank, rest) =
        if let Some(rest) = body.strip_prefix('\u{a0}') { (true, rest) } else { (false, body) };
    let unspaced = rest.trim_start();
    if let Some(value) = unspaced.strip_prefix("type:") {
        let plain = format!("# type: {}", value.trim());
        return if plain == text { Cow::Borrowed(text) } else { Cow::Owned(plain) };
    }
    if blank {
        return Cow::Owned(format!("# {rest}"));
    }
    if body.starts_with([' ', '!', ':', '#', '\'']) {
        // `#!` is a shebang or a magic command, `#:` documents an attribute.
        return Cow::Borrowed(text);
    }
    Cow::Owned(format!("# {body}"))
}

#[cfg(test)]
mod tests {
    use super::normalized;

    #[test]
    fn a_blank_follows_the_sign() {
        assert_eq!(normalized("#a  "), "# a");
        assert_eq!(normalized("#!a"), "#!a");
        assert_eq!(normalized("#:a"), "#:a");
        assert_eq!(normalized("#type:int"), "# type: int");
    }
}
