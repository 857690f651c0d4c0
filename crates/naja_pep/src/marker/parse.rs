//! The grammar of markers, read with explicit stacks.

use naja_base::Span;

use super::Marker;
use super::algebra::visit;
use super::atom::{Key, Nonsense, Operator, compare, contained};
use super::diagram::{Tables, tables};
use super::display::text_size;
use crate::cursor::Cursor;
use crate::lenient;
use crate::requirement::ParseError;

/// How deep parentheses may nest; people don't come near, and tools that write markers stay far below.
const MAX_DEPTH: usize = 200;

/// How much work one marker may take, beside some for each of its bytes. Real ones take some hundred units; only a marker
/// made for it explodes.
const MAX_WORK: u64 = 3_000_000;

/// How much more work a marker may take for each of its bytes.
const WORK_OF_A_BYTE: u64 = 32;

/// Up to how many nodes a marker's text can't get out of hand in practice, so that nobody need look.
const UNSUSPECTED_NODES: usize = 30;

/// How many products, or clauses, the text of a marker that is read may have: lock files and messages will show it.
const MAX_TEXT: u64 = 50_000;

/// What happens to a comparison that means nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mode {
    /// It is an error.
    Strict,
    /// It is left out, as pip and uv have it for metadata that is published already.
    Lenient,
}

/// What stands on one side of a comparison.
enum Operand<'a> {
    Key(Key),
    Text(&'a str),
}

/// An open parenthesis, or the whole marker: finished terms of `or`, and the factors of the term being read.
struct Level {
    open: Span,
    terms: Vec<Option<Marker>>,
    factors: Vec<Option<Marker>>,
}

impl Level {
    fn new(open: Span) -> Self {
        Self { open, terms: Vec::new(), factors: Vec::new() }
    }
}

/// Reads a marker up to the end of the text.
pub(crate) fn parse(cursor: &mut Cursor<'_>, mode: Mode) -> Result<Marker, ParseError> {
    cursor.skip_space();
    let whole = cursor.span_of(cursor.rest().trim_end());
    let mut tables = tables();
    // The fixed facts about platforms are not this marker's work.
    tables.platforms();
    tables.limit_work(MAX_WORK + WORK_OF_A_BYTE * u64::from(whole.len()));
    let result = Parser { mode, tables: &mut tables, whole }.run(cursor);
    tables.limit_work(u64::MAX);
    result
}

struct Parser<'t> {
    mode: Mode,
    tables: &'t mut Tables,
    whole: Span,
}

impl Parser<'_> {
    fn run(&mut self, cursor: &mut Cursor<'_>) -> Result<Marker, ParseError> {
        let mut levels = vec![Level::new(self.whole)];
        loop {
            self.open(cursor, &mut levels)?;
            let factor = self.comparison(cursor)?;
            if let Some(level) = levels.last_mut() {
                level.factors.push(factor);
            }
            loop {
                cursor.skip_space();
                if cursor.peek().is_none() {
                    return self.finish(levels);
                }
                if !cursor.eat(')') {
                    break;
                }
                let close = cursor.last_char_span(')');
                let value = match levels.pop() {
                    Some(level) if !levels.is_empty() => self.close(level)?,
                    _ => return Err(ParseError::new(close, "this `)` closes nothing")),
                };
                if let Some(level) = levels.last_mut() {
                    level.factors.push(value);
                }
            }
            let word = cursor.eat_while(|c| c.is_alphanumeric() || c == '_');
            match word {
                "and" => {}
                "or" => self.end_term(&mut levels)?,
                _ => {
                    let span = if word.is_empty() { cursor.next_char_span() } else { cursor.span_of(word) };
                    return Err(ParseError::new(span, "expected `and`, `or` or the end of the marker"));
                }
            }
        }
    }

    /// Reads opening parentheses.
    fn open(&self, cursor: &mut Cursor<'_>, levels: &mut Vec<Level>) -> Result<(), ParseError> {
        loop {
            cursor.skip_space();
            if !cursor.eat('(') {
                return Ok(());
            }
            let span = cursor.last_char_span('(');
            if levels.len() > MAX_DEPTH {
                return Err(ParseError::new(
                    span,
                    format!("parentheses are nested more than {MAX_DEPTH} deep"),
                )
                .with_help("write the marker with fewer parentheses"));
            }
            levels.push(Level::new(span));
        }
    }

    fn end_term(&mut self, levels: &mut [Level]) -> Result<(), ParseError> {
        if let Some(level) = levels.last_mut() {
            let factors = std::mem::take(&mut level.factors);
            level.terms.push(self.fold(factors, Tables::and)?);
        }
        Ok(())
    }

    fn close(&mut self, mut level: Level) -> Result<Option<Marker>, ParseError> {
        let last = self.fold(std::mem::take(&mut level.factors), Tables::and)?;
        level.terms.push(last);
        self.fold(level.terms, Tables::or)
    }

    fn finish(&mut self, mut levels: Vec<Level>) -> Result<Marker, ParseError> {
        match (levels.pop(), levels.is_empty()) {
            (Some(level), true) => {
                let marker = self.close(level)?.unwrap_or(Marker::TRUE);
                let marker = self.tables.canonical(marker);
                let mut nodes = 0;
                visit(marker, |_| nodes += 1);
                let is_long = nodes > UNSUSPECTED_NODES && text_size(self.tables, marker) > MAX_TEXT;
                if is_long || self.tables.is_exhausted() {
                    return Err(ParseError::new(self.whole, "the marker is too complex"));
                }
                Ok(marker)
            }
            (Some(level), false) => Err(ParseError::new(level.open, "this `(` is never closed")),
            (None, _) => Ok(Marker::TRUE),
        }
    }

    /// Joins markers pairwise, so that long chains of one operator stay cheap; what was left out stays out.
    fn fold(
        &mut self,
        markers: Vec<Option<Marker>>,
        join: fn(&mut Tables, Marker, Marker) -> Marker,
    ) -> Result<Option<Marker>, ParseError> {
        let mut round: Vec<Marker> = markers.into_iter().flatten().collect();
        while round.len() > 1 {
            let mut next = Vec::with_capacity(round.len().div_ceil(2));
            for pair in round.chunks(2) {
                next.push(match *pair {
                    [left, right] => join(self.tables, left, right),
                    [single] => single,
                    _ => unreachable!("chunks of two hold one or two"),
                });
                if self.tables.is_exhausted() {
                    return Err(ParseError::new(self.whole, "the marker is too complex"));
                }
            }
            round = next;
        }
        Ok(round.pop())
    }

    fn comparison(&mut self, cursor: &mut Cursor<'_>) -> Result<Option<Marker>, ParseError> {
        let start = cursor.offset();
        let left = operand(cursor)?;
        cursor.skip_space();
        let (operator, operator_span) = operator(cursor)?;
        cursor.skip_space();
        let right = operand(cursor)?;
        let span = Span::new(start, cursor.offset());
        let result = match (left, right) {
            (Operand::Key(key), Operand::Text(value)) => {
                self.compare(key, operator, value).map_err(|why| explain(why, span, operator_span, value))
            }
            (Operand::Text(value), Operand::Key(key)) => {
                let result = match (operator, operator.flip()) {
                    (Operator::In, _) => contained(self.tables, value, key),
                    (Operator::NotIn, _) => contained(self.tables, value, key).map(Marker::not),
                    (_, Some(flipped)) => self.compare(key, flipped, value),
                    (_, None) => Err(Nonsense::Operator),
                };
                result.map_err(|why| explain(why, span, operator_span, value))
            }
            (Operand::Key(_), Operand::Key(_)) => {
                Err(ParseError::new(span, "a marker compares a variable with a text, not two variables"))
            }
            (Operand::Text(_), Operand::Text(_)) => {
                Err(ParseError::new(span, "a marker compares a variable with a text, not two texts"))
            }
        };
        match (result, self.mode) {
            (Ok(marker), _) => Ok(Some(marker)),
            (Err(_), Mode::Lenient) => Ok(None),
            (Err(error), Mode::Strict) => Err(error),
        }
    }
}

impl Parser<'_> {
    /// `key operator 'value'`, where leniency forgives a `.*` too much.
    fn compare(&mut self, key: Key, operator: Operator, value: &str) -> Result<Marker, Nonsense> {
        let result = compare(self.tables, key, operator, value);
        match (result, lenient::plain_version(value), self.mode) {
            (Err(Nonsense::NotAVersion), Some(plain), Mode::Lenient) => {
                compare(self.tables, key, operator, plain)
            }
            _ => result,
        }
    }
}

fn explain(why: Nonsense, span: Span, operator: Span, value: &str) -> ParseError {
    match why {
        Nonsense::NotAVersion => {
            ParseError::new(span, format!("`{value}` is not a version that can stand here"))
        }
        Nonsense::Operator => ParseError::new(operator, "this operator does not apply to that variable"),
        Nonsense::NotAName => ParseError::new(span, format!("`{value}` is not a name")),
    }
}

fn operand<'a>(cursor: &mut Cursor<'a>) -> Result<Operand<'a>, ParseError> {
    cursor.skip_space();
    let at = cursor.next_char_span();
    match cursor.peek() {
        Some(quote @ ('\'' | '"')) => {
            cursor.bump();
            let text = cursor.eat_while(|c| c != quote);
            if cursor.eat(quote) {
                Ok(Operand::Text(text))
            } else {
                Err(ParseError::new(at, "this text is never closed"))
            }
        }
        Some(first) if first.is_alphanumeric() || first == '_' => {
            let word = cursor.eat_while(|c| c.is_alphanumeric() || matches!(c, '_' | '.'));
            Key::from_name(word).map(Operand::Key).ok_or_else(|| unknown(word, cursor.span_of(word)))
        }
        Some(found) => {
            Err(ParseError::new(at, format!("expected a marker variable or a quoted text, found `{found}`")))
        }
        None => Err(ParseError::new(at, "expected a marker variable or a quoted text, found the end")),
    }
}

fn unknown(word: &str, span: Span) -> ParseError {
    let error = ParseError::new(span, format!("`{word}` is not a marker variable"));
    if word.starts_with(|c: char| c.is_ascii_digit()) || matches!(word, "linux" | "darwin" | "win32") {
        error.with_help(format!("a text stands in quotes: `'{word}'`"))
    } else {
        error.with_help("the variables are those of the dependency specifiers standard, such as `python_version` and `sys_platform`")
    }
}

fn operator(cursor: &mut Cursor<'_>) -> Result<(Operator, Span), ParseError> {
    let sign = cursor.eat_while(|c| matches!(c, '<' | '>' | '=' | '!' | '~'));
    let span = cursor.span_of(sign);
    let operator = match sign {
        "==" | "===" => Operator::Equal,
        "!=" => Operator::NotEqual,
        "<" => Operator::Less,
        "<=" => Operator::LessEqual,
        ">" => Operator::Greater,
        ">=" => Operator::GreaterEqual,
        "~=" => Operator::Compatible,
        "" => return word_operator(cursor),
        _ => {
            let error = ParseError::new(span, format!("`{sign}` is not a marker operator"));
            return Err(if sign == "=" { error.with_help("write `==`") } else { error });
        }
    };
    Ok((operator, span))
}

fn word_operator(cursor: &mut Cursor<'_>) -> Result<(Operator, Span), ParseError> {
    let word = cursor.eat_while(char::is_alphanumeric);
    let span = cursor.span_of(word);
    if word == "in" {
        return Ok((Operator::In, span));
    }
    if word == "not" {
        cursor.skip_space();
        let second = cursor.eat_while(char::is_alphanumeric);
        if second == "in" {
            return Ok((Operator::NotIn, span.to(cursor.span_of(second))));
        }
        return Err(ParseError::new(span, "`not` stands only before `in`"));
    }
    let span = if word.is_empty() { cursor.next_char_span() } else { span };
    Err(ParseError::new(span, "expected a comparison such as `==`, `<`, `in` or `not in`"))
}
