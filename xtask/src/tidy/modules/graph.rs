//! Which module of a crate uses which: paths resolved, through re-exports, to the module that defines the item.

use std::collections::BTreeMap;

use super::super::tree::{File, Tree};
use super::parse::{Scope, scopes};

/// The modules of one crate and the imports between them.
pub(in super::super) struct Graph {
    /// The path of each module below the crate, its parts joined by `::`; the root's is `crate`.
    pub(super) names: Vec<String>,
    /// The file of each module.
    pub(super) files: Vec<String>,
    /// Imports, each with the line of its first place.
    pub(super) edges: BTreeMap<(usize, usize), usize>,
}

/// The path of a module below the crate's root.
type ModulePath = Vec<String>;

/// How many re-exports are followed: more are a circle of them.
const MOST_REEXPORTS: usize = 32;

impl Graph {
    /// Reads the modules below `folder`, which ends with `src/`.
    pub(in super::super) fn of(tree: &Tree, folder: &str) -> Self {
        let mut files: Vec<(ModulePath, &File)> = tree
            .ending(".rs")
            .filter_map(|file| Some((module_path(file.path.strip_prefix(folder)?)?, file)))
            .collect();
        files.sort_by(|(one, _), (other, _)| one.cmp(other));
        let mut all = BTreeMap::new();
        for (node, (path, file)) in files.iter().enumerate() {
            for (inline, scope) in scopes(&file.text) {
                all.insert([path.clone(), inline].concat(), (node, scope));
            }
        }
        let modules = Modules { scopes: all };
        let names = files.iter().map(|(path, _)| display(path)).collect();
        let mut graph = Self {
            names,
            files: files.iter().map(|(_, file)| file.path.clone()).collect(),
            edges: BTreeMap::new(),
        };
        for (path, (node, scope)) in &modules.scopes {
            if !modules.is_shipped(path) {
                continue;
            }
            for (target, line) in &scope.paths {
                if let Some(Target::Item(definer)) = modules.resolve(path, target, 0)
                    && definer != *node
                {
                    let first = graph.edges.entry((*node, definer)).or_insert(*line);
                    *first = (*line).min(*first);
                }
            }
        }
        graph
    }

    /// The modules that `node` imports from.
    pub(super) fn imports(&self, node: usize) -> impl Iterator<Item = usize> {
        self.edges.range((node, 0)..=(node, usize::MAX)).map(|((_, to), _)| *to)
    }

    /// Whether `parent` is the module right above `child`.
    pub(super) fn is_parent(&self, parent: usize, child: usize) -> bool {
        let (parent, child) = (&self.names[parent], &self.names[child]);
        match child.rsplit_once("::") {
            Some((above, _)) => above == parent,
            None => parent == ROOT && child != ROOT,
        }
    }

    /// Whether `above` is a parent, or a parent's parent and so on, of `below`.
    pub(super) fn is_ancestor(&self, above: usize, below: usize) -> bool {
        let (above, below) = (&self.names[above], &self.names[below]);
        above != below
            && (above == ROOT
                || below.strip_prefix(above.as_str()).is_some_and(|rest| rest.starts_with("::")))
    }
}

/// How the root of a crate is written.
const ROOT: &str = "crate";

fn display(path: &[String]) -> String {
    if path.is_empty() { ROOT.to_owned() } else { path.join("::") }
}

/// The module that a file below `src/` holds; programs beside the crate's own root are none.
fn module_path(below: &str) -> Option<ModulePath> {
    let stem = below.strip_suffix(".rs")?;
    let stem = stem.strip_suffix("/mod").unwrap_or(stem);
    if matches!(stem, "lib" | "main") {
        return Some(Vec::new());
    }
    (!stem.starts_with("bin/")).then(|| stem.split('/').map(str::to_owned).collect())
}

/// What a path leads to.
enum Target {
    /// A module.
    Module(ModulePath),
    /// An item that the file with this number defines.
    Item(usize),
}

struct Modules {
    scopes: BTreeMap<ModulePath, (usize, Scope)>,
}

impl Modules {
    /// Whether the module and all above it are declared for more than tests.
    fn is_shipped(&self, path: &[String]) -> bool {
        (0..path.len()).all(|depth| {
            let above = self.scopes.get(&path[..depth]);
            above.is_some_and(|(_, scope)| scope.children.contains(&path[depth]))
        })
    }

    fn is_module(&self, path: &[String]) -> bool {
        self.scopes.contains_key(path)
    }

    /// What `path`, written in the module `from`, leads to; nothing if that is another crate, or no path at all.
    fn resolve(&self, from: &[String], path: &[String], reexports: usize) -> Option<Target> {
        if reexports > MOST_REEXPORTS {
            return None;
        }
        let (first, mut rest) = path.split_first()?;
        let mut at = from.to_vec();
        match first.as_str() {
            "crate" => at.clear(),
            "self" => {}
            "super" => {
                at.pop()?;
                while let Some((next, tail)) = rest.split_first()
                    && next == "super"
                {
                    at.pop()?;
                    rest = tail;
                }
            }
            name => {
                let found = self.member(&at, name, reexports)?;
                return self.descend(found, rest, reexports);
            }
        }
        self.descend(Target::Module(at), rest, reexports)
    }

    /// Follows the names in `rest` from `target`; what comes after an item belongs to it.
    fn descend(&self, target: Target, rest: &[String], reexports: usize) -> Option<Target> {
        let mut target = target;
        for name in rest {
            let Target::Module(path) = target else { return Some(target) };
            target = match self.member(&path, name, reexports) {
                Some(member) => member,
                // A name that a macro makes.
                None => Target::Item(self.scopes.get(&path)?.0),
            };
        }
        Some(target)
    }

    /// What `name` is in the module `path`.
    fn member(&self, path: &[String], name: &str, reexports: usize) -> Option<Target> {
        let (node, scope) = self.scopes.get(path)?;
        let child = [path, &[name.to_owned()]].concat();
        if scope.children.contains(name) && self.is_module(&child) {
            return Some(Target::Module(child));
        }
        if scope.items.contains(name) {
            return Some(Target::Item(*node));
        }
        if let Some(import) = scope.imports.get(name) {
            // An import whose path starts with its own name is of another crate or of a macro above.
            let is_own = import.first().is_some_and(|first| first == name);
            return if is_own { None } else { self.resolve(path, import, reexports + 1) };
        }
        scope.globs.iter().find_map(|glob| {
            let Target::Module(path) = self.resolve(path, glob, reexports + 1)? else { return None };
            self.member(&path, name, reexports + 1)
        })
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::super::super::tree::Tree;
    use super::Graph;

    /// The graph of a crate whose files are given below `a/src/`.
    pub(in super::super) fn graph(files: &[(&str, &str)]) -> Graph {
        let files: Vec<(String, &str)> =
            files.iter().map(|(path, text)| (format!("a/src/{path}"), *text)).collect();
        let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), *text)).collect();
        Graph::of(&Tree::of(&files), "a/src/")
    }

    fn edges(files: &[(&str, &str)]) -> Vec<String> {
        let graph = graph(files);
        let edge = |(&(from, to), line): (&(usize, usize), &usize)| {
            format!("{} -> {} ({line})", graph.names[from], graph.names[to])
        };
        graph.edges.iter().map(edge).collect()
    }

    #[test]
    fn a_reexport_leads_to_the_module_that_defines_the_item() {
        let files = [
            ("lib.rs", "mod a;\nmod b;\npub use a::Made;\n"),
            ("a/mod.rs", "mod deep;\npub use self::deep::{Made, Other as Renamed};\n"),
            ("a/deep.rs", "pub struct Made;\npub enum Other { One }\n"),
            ("b.rs", "use crate::Made;\nuse super::a;\nfn f() { a::Renamed::One; a::Made; }\n"),
        ];
        assert_eq!(edges(&files), ["crate -> a::deep (3)", "a -> a::deep (2)", "b -> a::deep (1)"]);
    }

    #[test]
    fn naming_a_module_alone_imports_nothing_and_a_macros_item_belongs_to_its_module() {
        let files = [
            ("main.rs", "mod a;\nmod b;\n"),
            ("a.rs", "make!(Thing);\n"),
            ("b.rs", "use super::a;\nuse std::fmt;\nuse serde::a::B;\nimpl fmt::Debug for a::Thing {}\n"),
        ];
        assert_eq!(edges(&files), ["b -> a (4)"]);
    }

    #[test]
    fn test_modules_and_inline_modules_are_no_nodes() {
        let files = [
            ("lib.rs", "mod a;\n#[cfg(test)]\nmod tests;\nmod inline { use super::a::A; pub struct I; }\n"),
            ("a.rs", "pub struct A;\n#[cfg(test)]\nmod tests { use crate::inline::I; }\n"),
            ("tests.rs", "use crate::a::A;\n"),
        ];
        assert_eq!(edges(&files), ["crate -> a (4)"]);
    }
}
