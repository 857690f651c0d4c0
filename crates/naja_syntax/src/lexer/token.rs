//! The kinds of tokens, and the tables that the lexer is driven by.

use super::{SOFT_KEYWORD, swar};

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

/// The names that some statements begin with.
const SOFT_KEYWORDS: [&str; 4] = ["case", "lazy", "match", "type"];

/// One slot of the keyword hash: the text as a little-endian word, and what it is.
#[derive(Clone, Copy)]
struct Slot {
    word: u64,
    keyword: Keyword,
}

/// What a short identifier is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Keyword {
    pub(crate) kind: TokenKind,
    /// [`SOFT_KEYWORD`] or nothing.
    pub(crate) flags: u16,
}

/// An identifier that is no keyword.
pub(crate) const NAME: Keyword = Keyword { kind: TokenKind::Name, flags: 0 };
const SOFT: Keyword = Keyword { kind: TokenKind::Name, flags: SOFT_KEYWORD };

/// A multiplier under which no two keywords share a slot; found at compile time.
const MULTIPLIER: u64 = find_multiplier();
static SLOT_TABLE: [Slot; SLOTS] = build_slots();

/// What the ASCII identifier of `len` bytes is, of which `word` holds the first ones, little-endian.
#[inline]
pub(crate) fn keyword(word: u64, len: usize) -> Keyword {
    let word = swar::lowest(word, len);
    let slot = SLOT_TABLE[slot_of(word, MULTIPLIER)];
    // Not `&&`: a branch would be taken at random.
    if (slot.word == word) & (len <= 8) { slot.keyword } else { NAME }
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

/// The word of the keyword at `index`, hard ones first, and what it is.
const fn word_at(index: usize) -> (u64, Keyword) {
    if index < KEYWORDS.len() {
        let (text, kind) = KEYWORDS[index];
        (word_of(text), Keyword { kind, flags: 0 })
    } else {
        (word_of(SOFT_KEYWORDS[index - KEYWORDS.len()]), SOFT)
    }
}

const WORDS: usize = KEYWORDS.len() + SOFT_KEYWORDS.len();

const fn find_multiplier() -> u64 {
    let mut candidate: u64 = 0x9e37_79b9_7f4a_7c15;
    loop {
        let mut used = [false; SLOTS];
        let mut index = 0;
        while index < WORDS {
            let slot = slot_of(word_at(index).0, candidate);
            if used[slot] {
                break;
            }
            used[slot] = true;
            index += 1;
        }
        if index == WORDS {
            return candidate;
        }
        candidate = candidate.wrapping_mul(0x5851_f42d_4c95_7f2d).wrapping_add(0x1405_7b7e_f767_814f) | 1;
    }
}

const fn build_slots() -> [Slot; SLOTS] {
    let mut slots = [Slot { word: 0, keyword: NAME }; SLOTS];
    let mut index = 0;
    while index < WORDS {
        let (word, keyword) = word_at(index);
        slots[slot_of(word, MULTIPLIER)] = Slot { word, keyword };
        index += 1;
    }
    slots
}

/// What the first byte of a token says; those that may not follow an identifier are last.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub(crate) enum Class {
    /// Letters and `_`.
    Identifier,
    /// Brackets, delimiters and operators.
    Punctuation,
    /// `\n`, `\r`
    LineBreak,
    Digit,
    /// Blank, tab, form feed.
    Blank,
    Hash,
    Backslash,
    /// NUL, which also stands for the end.
    Nul,
    Unknown,
    Quote,
    /// The lead byte of a longer character.
    NonAscii,
}

/// What a byte means at the start of a token, and after its first byte.
#[derive(Clone, Copy)]
#[repr(align(4))]
pub(crate) struct Lead {
    pub(crate) class: Class,
    /// The token that a byte of punctuation is by itself.
    pub(crate) kind: TokenKind,
    /// With which sets of second bytes it can make a longer token; or [`OPENS`] or [`CLOSES`].
    joins: u8,
    /// Which sets of second bytes it belongs to.
    joined: u8,
}

impl Lead {
    /// Whether `second` after this byte can make a longer token of it.
    #[inline]
    pub(crate) const fn may_join(self, second: Self) -> bool {
        self.joins & second.joined != 0
    }

    /// 1 for opening brackets, 0 for everything else.
    #[inline]
    pub(crate) const fn opens(self) -> u32 {
        (self.joins / OPENS) as u32 & 1
    }

    /// 1 for closing brackets, 0 for everything else.
    #[inline]
    pub(crate) const fn closes(self) -> u32 {
        (self.joins / CLOSES) as u32
    }
}

const OPENS: u8 = 64;
const CLOSES: u8 = 128;

static LEADS: [Lead; 256] = build_leads();

/// What `byte` means.
#[inline]
pub(crate) fn lead(byte: u8) -> Lead {
    LEADS[byte as usize]
}

/// The punctuation, what each is by itself, and the bytes that can make a longer token of it.
const PUNCTUATION: [(u8, TokenKind, &[u8]); 24] = [
    (b'(', TokenKind::LParen, b""),
    (b')', TokenKind::RParen, b""),
    (b'[', TokenKind::LBracket, b""),
    (b']', TokenKind::RBracket, b""),
    (b'{', TokenKind::LBrace, b""),
    (b'}', TokenKind::RBrace, b""),
    (b',', TokenKind::Comma, b""),
    (b':', TokenKind::Colon, b"="),
    (b';', TokenKind::Semicolon, b""),
    (b'.', TokenKind::Dot, b"."),
    (b'=', TokenKind::Equal, b"="),
    (b'!', TokenKind::Exclamation, b"="),
    (b'~', TokenKind::Tilde, b""),
    (b'+', TokenKind::Plus, b"="),
    (b'-', TokenKind::Minus, b"=>"),
    (b'*', TokenKind::Star, b"=*"),
    (b'@', TokenKind::At, b"="),
    (b'/', TokenKind::Slash, b"=/"),
    (b'%', TokenKind::Percent, b"="),
    (b'|', TokenKind::Bar, b"="),
    (b'^', TokenKind::Caret, b"="),
    (b'&', TokenKind::Ampersand, b"="),
    (b'<', TokenKind::Less, b"=<>"),
    (b'>', TokenKind::Greater, b"=>"),
];

/// The set of second bytes that `byte` belongs to, as a bit; 0 for those that join nothing.
const fn joined(byte: u8) -> u8 {
    match byte {
        b'=' => 1,
        b'*' => 2,
        b'/' => 4,
        b'<' => 8,
        b'>' => 16,
        b'.' | b'0'..=b'9' => 32,
        _ => 0,
    }
}

const fn build_leads() -> [Lead; 256] {
    let none = Lead { class: Class::Unknown, kind: TokenKind::Unknown, joins: 0, joined: 0 };
    let mut table = [none; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte].joined = joined(byte as u8);
        table[byte].class = match byte as u8 {
            b'a'..=b'z' | b'A'..=b'Z' | b'_' => Class::Identifier,
            b' ' | b'\t' | 0x0c => Class::Blank,
            b'\n' | b'\r' => Class::LineBreak,
            b'0'..=b'9' => Class::Digit,
            b'"' | b'\'' => Class::Quote,
            b'#' => Class::Hash,
            b'\\' => Class::Backslash,
            0x80..=0xff => Class::NonAscii,
            0 => Class::Nul,
            _ => Class::Unknown,
        };
        byte += 1;
    }
    let mut index = 0;
    while index < PUNCTUATION.len() {
        let (byte, kind, seconds) = PUNCTUATION[index];
        let entry = &mut table[byte as usize];
        entry.class = Class::Punctuation;
        entry.kind = kind;
        entry.joins = match byte {
            b'(' | b'[' | b'{' => OPENS,
            b')' | b']' | b'}' => CLOSES,
            _ => 0,
        };
        let mut second = 0;
        while second < seconds.len() {
            entry.joins |= joined(seconds[second]);
            second += 1;
        }
        index += 1;
    }
    table
}

/// The operator that begins with `first`, given the two bytes after it, and its length.
#[inline]
pub(crate) fn operator(first: u8, second: u8, third: u8) -> (TokenKind, usize) {
    use TokenKind as T;
    match (first, second, third) {
        (b'.', b'.', b'.') => (T::Ellipsis, 3),
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
        _ => (LEADS[first as usize].kind, 1),
    }
}

#[cfg(test)]
mod tests {
    use super::{KEYWORDS, Keyword, NAME, SOFT, SOFT_KEYWORDS, keyword, swar};

    #[test]
    fn every_keyword_is_found_and_nothing_else() {
        for (text, kind) in KEYWORDS {
            assert_eq!(
                keyword(swar::load(text.as_bytes(), 0), text.len()),
                Keyword { kind, flags: 0 },
                "{text}"
            );
        }
        for text in SOFT_KEYWORDS {
            assert_eq!(keyword(swar::load(text.as_bytes(), 0), text.len()), SOFT, "{text}");
        }
        for text in ["", "x", "none", "print", "matc", "Async", "iff", "continu", "not_", "continued"] {
            assert_eq!(keyword(swar::load(text.as_bytes(), 0), text.len()), NAME, "{text}");
        }
    }
}
