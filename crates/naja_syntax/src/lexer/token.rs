//! The kinds of tokens, and the tables that the lexer is driven by.

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
#[expect(missing_docs, reason = "the names say it: operators by their shape, keywords by their text")]
pub enum TokenKind {
    Eof,
    Newline,
    Indent,
    Dedent,
    Name,
    Int,
    Float,
    Complex,
    String,
    FStringStart,
    FStringMiddle,
    FStringEnd,
    Comment,
    /// A line break that ends no statement.
    Nl,
    /// A character that begins no token.
    Unknown,
    LParen,
    RParen,
    LBracket,
    RBracket,
    LBrace,
    RBrace,
    Comma,
    Colon,
    Semicolon,
    Dot,
    Ellipsis,
    Arrow,
    ColonEqual,
    Equal,
    Exclamation,
    Tilde,
    Plus,
    Minus,
    Star,
    At,
    Slash,
    DoubleSlash,
    Percent,
    DoubleStar,
    LeftShift,
    RightShift,
    Bar,
    Caret,
    Ampersand,
    PlusEqual,
    MinusEqual,
    StarEqual,
    AtEqual,
    SlashEqual,
    DoubleSlashEqual,
    PercentEqual,
    DoubleStarEqual,
    LeftShiftEqual,
    RightShiftEqual,
    BarEqual,
    CaretEqual,
    AmpersandEqual,
    EqEqual,
    NotEqual,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
    False,
    None,
    True,
    And,
    As,
    Assert,
    Async,
    Await,
    Break,
    Class,
    Continue,
    Def,
    Del,
    Elif,
    Else,
    Except,
    Finally,
    For,
    From,
    Global,
    If,
    Import,
    In,
    Is,
    Lambda,
    Nonlocal,
    Not,
    Or,
    Pass,
    Raise,
    Return,
    Try,
    While,
    With,
    Yield,
}

impl TokenKind {
    /// Whether it is a hard keyword.
    #[inline]
    #[must_use]
    pub const fn is_keyword(self) -> bool {
        self as u8 >= Self::False as u8
    }

    /// Whether it is a number.
    #[inline]
    #[must_use]
    pub const fn is_number(self) -> bool {
        matches!(self, Self::Int | Self::Float | Self::Complex)
    }

    /// Whether it is an operator or delimiter.
    #[inline]
    #[must_use]
    pub const fn is_operator(self) -> bool {
        self as u8 >= Self::LParen as u8 && (self as u8) < Self::False as u8
    }

    /// Whether it is an operator that assigns, such as `+=`.
    #[inline]
    #[must_use]
    pub const fn is_augmented(self) -> bool {
        self as u8 >= Self::PlusEqual as u8 && self as u8 <= Self::AmpersandEqual as u8
    }
}

/// The hard keywords, by length and text.
const KEYWORDS: [(&str, TokenKind); 35] = [
    ("False", TokenKind::False),
    ("None", TokenKind::None),
    ("True", TokenKind::True),
    ("and", TokenKind::And),
    ("as", TokenKind::As),
    ("assert", TokenKind::Assert),
    ("async", TokenKind::Async),
    ("await", TokenKind::Await),
    ("break", TokenKind::Break),
    ("class", TokenKind::Class),
    ("continue", TokenKind::Continue),
    ("def", TokenKind::Def),
    ("del", TokenKind::Del),
    ("elif", TokenKind::Elif),
    ("else", TokenKind::Else),
    ("except", TokenKind::Except),
    ("finally", TokenKind::Finally),
    ("for", TokenKind::For),
    ("from", TokenKind::From),
    ("global", TokenKind::Global),
    ("if", TokenKind::If),
    ("import", TokenKind::Import),
    ("in", TokenKind::In),
    ("is", TokenKind::Is),
    ("lambda", TokenKind::Lambda),
    ("nonlocal", TokenKind::Nonlocal),
    ("not", TokenKind::Not),
    ("or", TokenKind::Or),
    ("pass", TokenKind::Pass),
    ("raise", TokenKind::Raise),
    ("return", TokenKind::Return),
    ("try", TokenKind::Try),
    ("while", TokenKind::While),
    ("with", TokenKind::With),
    ("yield", TokenKind::Yield),
];

const SLOTS: usize = 128;
const SHIFT: u32 = 57;

/// One slot of the keyword hash: the text as a little-endian word, and what it is.
#[derive(Clone, Copy)]
struct Slot {
    word: u64,
    kind: TokenKind,
}

/// A multiplier under which no two keywords share a slot; found at compile time.
const MULTIPLIER: u64 = find_multiplier();
static SLOT_TABLE: [Slot; SLOTS] = build_slots();

/// The kind of the ASCII identifier whose bytes are those of `word`, little-endian and padded with zeros.
#[inline]
pub(crate) fn keyword(word: u64) -> TokenKind {
    let slot = SLOT_TABLE[slot_of(word, MULTIPLIER)];
    if slot.word == word { slot.kind } else { TokenKind::Name }
}

const fn slot_of(word: u64, multiplier: u64) -> usize {
    (word.wrapping_mul(multiplier) >> SHIFT) as usize
}

const fn word_of(text: &str) -> u64 {
    let bytes = text.as_bytes();
    let mut word = 0;
    let mut at = 0;
    while at < bytes.len() {
        word |= (bytes[at] as u64) << (8 * at);
        at += 1;
    }
    word
}

const fn find_multiplier() -> u64 {
    let mut candidate: u64 = 0x9e37_79b9_7f4a_7c15;
    loop {
        let mut used = [false; SLOTS];
        let mut index = 0;
        while index < KEYWORDS.len() {
            let slot = slot_of(word_of(KEYWORDS[index].0), candidate);
            if used[slot] {
                break;
            }
            used[slot] = true;
            index += 1;
        }
        if index == KEYWORDS.len() {
            return candidate;
        }
        candidate = candidate.wrapping_mul(0x5851_f42d_4c95_7f2d).wrapping_add(0x1405_7b7e_f767_814f) | 1;
    }
}

const fn build_slots() -> [Slot; SLOTS] {
    let mut slots = [Slot { word: 0, kind: TokenKind::Name }; SLOTS];
    let mut index = 0;
    while index < KEYWORDS.len() {
        let word = word_of(KEYWORDS[index].0);
        slots[slot_of(word, MULTIPLIER)] = Slot { word, kind: KEYWORDS[index].1 };
        index += 1;
    }
    slots
}

/// What the first byte of a token says.
#[derive(Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Class {
    /// Letters and `_`.
    Identifier,
    /// Blank, tab, form feed.
    Blank,
    /// `\n`, `\r`
    LineBreak,
    /// A token of one byte, listed in [`SINGLE`].
    Single,
    /// `(`, `[`, `{`
    Open,
    /// `)`, `]`, `}`
    Close,
    /// An operator that may have a second or third byte.
    Operator,
    Digit,
    Dot,
    Quote,
    Hash,
    Backslash,
    /// The lead byte of a longer character.
    NonAscii,
    /// NUL, which also stands for the end.
    Nul,
    Unknown,
}

pub(crate) static CLASS: [Class; 256] = build_classes();

const fn build_classes() -> [Class; 256] {
    let mut table = [Class::Unknown; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = match byte as u8 {
            b'a'..=b'z' | b'A'..=b'Z' | b'_' => Class::Identifier,
            b' ' | b'\t' | 0x0c => Class::Blank,
            b'\n' | b'\r' => Class::LineBreak,
            b',' | b';' | b'~' => Class::Single,
            b'(' | b'[' | b'{' => Class::Open,
            b')' | b']' | b'}' => Class::Close,
            b':' | b'=' | b'+' | b'-' | b'*' | b'/' | b'%' | b'@' | b'&' | b'|' | b'^' | b'<' | b'>'
            | b'!' => Class::Operator,
            b'0'..=b'9' => Class::Digit,
            b'.' => Class::Dot,
            b'"' | b'\'' => Class::Quote,
            b'#' => Class::Hash,
            b'\\' => Class::Backslash,
            0x80..=0xff => Class::NonAscii,
            0 => Class::Nul,
            _ => Class::Unknown,
        };
        byte += 1;
    }
    table
}

/// The kind of each token of one byte, and of each operator byte that stands alone.
pub(crate) static SINGLE: [TokenKind; 128] = build_single();

const fn build_single() -> [TokenKind; 128] {
    use TokenKind as T;
    let mut table = [T::Unknown; 128];
    let pairs = [
        (b'(', T::LParen),
        (b')', T::RParen),
        (b'[', T::LBracket),
        (b']', T::RBracket),
        (b'{', T::LBrace),
        (b'}', T::RBrace),
        (b',', T::Comma),
        (b':', T::Colon),
        (b';', T::Semicolon),
        (b'.', T::Dot),
        (b'=', T::Equal),
        (b'!', T::Exclamation),
        (b'~', T::Tilde),
        (b'+', T::Plus),
        (b'-', T::Minus),
        (b'*', T::Star),
        (b'@', T::At),
        (b'/', T::Slash),
        (b'%', T::Percent),
        (b'|', T::Bar),
        (b'^', T::Caret),
        (b'&', T::Ampersand),
        (b'<', T::Less),
        (b'>', T::Greater),
    ];
    let mut index = 0;
    while index < pairs.len() {
        table[pairs[index].0 as usize] = pairs[index].1;
        index += 1;
    }
    table
}

/// The operator that begins with `first`, given the two bytes behind it, and its length.
#[inline]
pub(crate) const fn operator(first: u8, second: u8, third: u8) -> (TokenKind, usize) {
    use TokenKind as T;
    match (first, second, third) {
        (b'*', b'*', b'=') => (T::DoubleStarEqual, 3),
        (b'/', b'/', b'=') => (T::DoubleSlashEqual, 3),
        (b'<', b'<', b'=') => (T::LeftShiftEqual, 3),
        (b'>', b'>', b'=') => (T::RightShiftEqual, 3),
        (b'*', b'*', _) => (T::DoubleStar, 2),
        (b'/', b'/', _) => (T::DoubleSlash, 2),
        (b'<', b'<', _) => (T::LeftShift, 2),
        (b'>', b'>', _) => (T::RightShift, 2),
        (b'-', b'>', _) => (T::Arrow, 2),
        (b'<', b'>', _) | (b'!', b'=', _) => (T::NotEqual, 2),
        (b'=', b'=', _) => (T::EqEqual, 2),
        (b'<', b'=', _) => (T::LessEqual, 2),
        (b'>', b'=', _) => (T::GreaterEqual, 2),
        (b':', b'=', _) => (T::ColonEqual, 2),
        (b'+', b'=', _) => (T::PlusEqual, 2),
        (b'-', b'=', _) => (T::MinusEqual, 2),
        (b'*', b'=', _) => (T::StarEqual, 2),
        (b'@', b'=', _) => (T::AtEqual, 2),
        (b'/', b'=', _) => (T::SlashEqual, 2),
        (b'%', b'=', _) => (T::PercentEqual, 2),
        (b'|', b'=', _) => (T::BarEqual, 2),
        (b'^', b'=', _) => (T::CaretEqual, 2),
        (b'&', b'=', _) => (T::AmpersandEqual, 2),
        _ => (SINGLE[(first & 0x7f) as usize], 1),
    }
}

#[cfg(test)]
mod tests {
    use super::{KEYWORDS, TokenKind, keyword, word_of};

    #[test]
    fn every_keyword_is_found_and_nothing_else() {
        for (text, kind) in KEYWORDS {
            assert_eq!(keyword(word_of(text)), kind, "{text}");
        }
        for text in ["", "x", "none", "print", "match", "Async", "iff", "continu", "not_"] {
            assert_eq!(keyword(word_of(text)), TokenKind::Name, "{text}");
        }
    }
}
