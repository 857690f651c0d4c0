//! Lexer, parser and arena syntax tree of Python 3.8 to 3.15; never fails, never does I/O.
