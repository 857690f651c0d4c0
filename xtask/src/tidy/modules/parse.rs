//! What one file declares, imports and names: the raw material of a crate's module graph.

use std::collections::{BTreeMap, BTreeSet};

use super::super::rust::{Kind, Token, line_of, shipped_tokens};

/// What a module, in a file or inline, declares and names.
#[derive(Debug, Default)]
pub(super) struct Scope {
    /// Functions, types, constants, traits and macros.
    pub(super) items: BTreeSet<String>,
    /// Modules declared for tests alone are not among them.
    pub(super) children: BTreeSet<String>,
    /// Imported names, renamed ones under their new name, with the path as it is written.
    pub(super) imports: BTreeMap<String, Vec<String>>,
    /// The paths before `::*`.
    pub(super) globs: Vec<Vec<String>>,
    /// Every path with its line, those of imports included.
    pub(super) paths: Vec<(Vec<String>, usize)>,
}

/// The scopes of a file by their path below it: the empty path is the file's own module, the others are inline modules.
pub(super) fn scopes(text: &str) -> BTreeMap<Vec<String>, Scope> {
    let mut parser = Parser {
        text,
        tokens: shipped_tokens(text),
        at: 0,
        depth: 0,
        open: Vec::new(),
        scopes: BTreeMap::new(),
    };
    parser.scopes.insert(Vec::new(), Scope::default());
    while parser.at < parser.tokens.len() {
        parser.step();
    }
    parser.scopes
}

struct Parser<'a> {
    text: &'a str,
    tokens: Vec<Token>,
    at: usize,
    /// Open braces, parentheses and brackets.
    depth: usize,
    /// The inline modules around the token, each with the depth inside it.
    open: Vec<(String, usize)>,
    scopes: BTreeMap<Vec<String>, Scope>,
}

impl Parser<'_> {
    fn word(&self, index: usize) -> &str {
        self.tokens.get(index).map_or("", |token| &self.text[token.range.clone()])
    }

    fn kind(&self, index: usize) -> Option<Kind> {
        self.tokens.get(index).map(|token| token.kind)
    }

    fn line(&self, index: usize) -> usize {
        self.tokens.get(index).map_or(1, |token| line_of(self.text, token.range.start))
    }

    fn scope(&mut self) -> &mut Scope {
        let path = self.open.iter().map(|(name, _)| name.clone()).collect();
        self.scopes.entry(path).or_default()
    }

    /// Whether the token is directly in a module, not in a body.
    fn is_at_item_level(&self) -> bool {
        self.depth == self.open.last().map_or(0, |(_, depth)| *depth)
    }

    fn step(&mut self) {
        match self.kind(self.at) {
            Some(Kind::Punct('(' | '[' | '{')) => self.depth += 1,
            Some(Kind::Punct(')' | ']' | '}')) => {
                self.depth = self.depth.saturating_sub(1);
                if self.open.last().is_some_and(|(_, depth)| *depth > self.depth) {
                    self.open.pop();
                }
            }
            Some(Kind::Ident) => return self.ident(),
            _ => {}
        }
        self.at += 1;
    }

    fn ident(&mut self) {
        let is_name_next = self.kind(self.at + 1) == Some(Kind::Ident);
        match self.word(self.at) {
            "use" if self.kind(self.at + 1) != Some(Kind::Punct('<')) => {
                self.at += 1;
                self.use_tree(&mut Vec::new());
            }
            "mod" if is_name_next && self.is_at_item_level() => self.module(),
            "macro_rules" if self.is_at_item_level() && self.kind(self.at + 2) == Some(Kind::Ident) => {
                let name = self.word(self.at + 2).to_owned();
                self.scope().items.insert(name);
                self.at += 3;
            }
            "fn" | "struct" | "enum" | "union" | "trait" | "type" | "const" | "static"
                if is_name_next && self.is_at_item_level() =>
            {
                let name = self.word(self.at + 1).to_owned();
                if !matches!(name.as_str(), "fn" | "unsafe" | "async" | "extern" | "mut") {
                    self.scope().items.insert(name);
                    self.at += 1;
                }
                self.at += 1;
            }
            _ => self.path(),
        }
    }

    fn module(&mut self) {
        let name = self.word(self.at + 1).to_owned();
        self.scope().children.insert(name.clone());
        self.at += 2;
        if self.kind(self.at) == Some(Kind::Punct('{')) {
            self.depth += 1;
            self.open.push((name, self.depth));
            self.scope();
            self.at += 1;
        }
    }

    /// A path that starts here, if this is the first name of one.
    fn path(&mut self) {
        let start = self.at;
        let before = start.checked_sub(1).and_then(|index| self.kind(index));
        // `pub(in crate::a)` says who may see an item; it uses nothing of `a`.
        let is_visibility = start >= 3 && self.word(start - 1) == "in" && self.word(start - 3) == "pub";
        let is_first = !matches!(before, Some(Kind::PathSeparator | Kind::Punct('.'))) && !is_visibility;
        let mut segments = vec![self.word(start).to_owned()];
        while self.kind(self.at + 1) == Some(Kind::PathSeparator)
            && self.kind(self.at + 2) == Some(Kind::Ident)
        {
            segments.push(self.word(self.at + 2).to_owned());
            self.at += 2;
        }
        self.at += 1;
        if is_first && segments.len() > 1 {
            let line = self.line(start);
            self.scope().paths.push((segments, line));
        }
    }

    /// One tree of an import after `prefix`, up to the `,`, `}` or `;` that follows it.
    fn use_tree(&mut self, prefix: &mut Vec<String>) {
        let length = prefix.len();
        let line = self.line(self.at);
        loop {
            match self.kind(self.at) {
                Some(Kind::Ident) if self.word(self.at) == "as" => {
                    let name = self.word(self.at + 1).to_owned();
                    self.at += 2;
                    self.import(name, prefix, line);
                    break;
                }
                Some(Kind::Ident) => {
                    prefix.push(self.word(self.at).to_owned());
                    self.at += 1;
                }
                Some(Kind::PathSeparator) => self.at += 1,
                Some(Kind::Punct('*')) => {
                    self.at += 1;
                    let glob = prefix.clone();
                    self.scope().globs.push(glob);
                    break;
                }
                Some(Kind::Punct('{')) => {
                    self.at += 1;
                    while !matches!(self.kind(self.at), None | Some(Kind::Punct('}'))) {
                        self.use_tree(prefix);
                        if self.kind(self.at) == Some(Kind::Punct(',')) {
                            self.at += 1;
                        }
                    }
                    self.at += 1;
                    break;
                }
                _ => {
                    let name = prefix.last().cloned().unwrap_or_default();
                    self.import(name, prefix, line);
                    // What no tree can hold must not stop the parser.
                    if !matches!(self.kind(self.at), Some(Kind::Punct(',' | '}' | ';'))) {
                        self.at += 1;
                    }
                    break;
                }
            }
        }
        prefix.truncate(length);
    }

    fn import(&mut self, name: String, path: &[String], line: usize) {
        let mut path = path.to_vec();
        let mut name = name;
        if path.len() > 1 && path.last().is_some_and(|last| last == "self") {
            path.pop();
            if name == "self" {
                name = path.last().cloned().unwrap_or_default();
            }
        }
        let scope = self.scope();
        scope.paths.push((path.clone(), line));
        scope.imports.insert(name, path);
    }
}

#[cfg(test)]
mod tests {
    use super::scopes;

    fn paths(text: &str) -> Vec<String> {
        let all = scopes(text).into_iter().flat_map(|(inside, scope)| {
            let inside = inside.join("/");
            scope.paths.into_iter().map(move |(path, line)| format!("{inside}:{line}:{}", path.join("::")))
        });
        all.collect()
    }

    #[test]
    fn imports_in_braces_and_renamed_ones_are_whole_paths() {
        let text = "use crate::a::{self, b::C as D, e::{F, g}};\npub(crate) use super::h::*;\n";
        assert_eq!(
            paths(text),
            [":1:crate::a", ":1:crate::a::b::C", ":1:crate::a::e::F", ":1:crate::a::e::g"]
        );
        let scope = &scopes(text)[&Vec::<String>::new()];
        assert_eq!(scope.imports.keys().collect::<Vec<_>>(), ["D", "F", "a", "g"]);
        assert_eq!(scope.globs, [["super", "h"]]);
    }

    #[test]
    fn paths_are_found_in_bodies_and_macros_and_methods_are_none() {
        let text = "fn f() {\n  m!(crate::a::b);\n  x.collect::<c::D>();\n  <e::F as g::H>::i();\n}\n\
                    pub(in crate::j) fn k() -> super::l::M {}\n";
        assert_eq!(paths(text), [":2:crate::a::b", ":3:c::D", ":4:e::F", ":4:g::H", ":6:super::l::M"]);
    }

    #[test]
    fn items_belong_to_their_module_and_bodies_have_none() {
        let text = "mod a;\nmod b { pub const C: u8 = 1; fn d() { struct E; } }\nconst fn f() {}\nimpl G { fn h() {} }\n\
                    macro_rules! i { () => {} }\n#[cfg(test)]\nmod tests;\n";
        let scopes = scopes(text);
        let top = &scopes[&Vec::<String>::new()];
        assert_eq!(top.items.iter().collect::<Vec<_>>(), ["f", "i"]);
        assert_eq!(top.children.iter().collect::<Vec<_>>(), ["a", "b"]);
        let inline = &scopes[&vec!["b".to_owned()]];
        assert_eq!(inline.items.iter().collect::<Vec<_>>(), ["C", "d"]);
    }
}
