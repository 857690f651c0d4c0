//! Cycles of imports that are not between a module and its own children.

use std::collections::{BTreeSet, VecDeque};

use super::graph::Graph;

/// The groups of modules that import each other in circles against the rule, each sorted.
///
/// A group of modules that all reach each other is fine if one of them is above all others, exchanges imports with its
/// own children only, and what is left without it is fine as well.
pub(in super::super) fn refused(graph: &Graph) -> Vec<Vec<usize>> {
    let mut refused = Vec::new();
    let mut waiting = vec![(0..graph.names.len()).collect::<BTreeSet<_>>()];
    while let Some(modules) = waiting.pop() {
        for group in groups(graph, &modules) {
            match top(graph, &group) {
                Some(top) => {
                    let rest: BTreeSet<usize> = group.into_iter().filter(|module| *module != top).collect();
                    waiting.push(rest);
                }
                None => refused.push(group.into_iter().collect()),
            }
        }
    }
    refused.sort();
    refused
}

/// The module above all others of the group, if imports join it to its own children only.
fn top(graph: &Graph, group: &BTreeSet<usize>) -> Option<usize> {
    let is_top = |top: &usize| group.iter().all(|module| module == top || graph.is_ancestor(*top, *module));
    let top = *group.iter().find(|module| is_top(module))?;
    let joins_child = |other: &usize| {
        let joined = graph.edges.contains_key(&(top, *other)) || graph.edges.contains_key(&(*other, top));
        *other == top || !joined || graph.is_parent(top, *other)
    };
    group.iter().all(joins_child).then_some(top)
}

/// The strongly connected components of more than one module within `modules`.
fn groups(graph: &Graph, modules: &BTreeSet<usize>) -> Vec<BTreeSet<usize>> {
    let mut left = modules.clone();
    let mut groups = Vec::new();
    while let Some(&start) = left.first() {
        let forward = reached(start, &left, |node| graph.imports(node).collect());
        let backward = reached(start, &left, |node| {
            let importers = left.iter().filter(|other| graph.edges.contains_key(&(**other, node)));
            importers.copied().collect()
        });
        let group: BTreeSet<usize> = forward.intersection(&backward).copied().collect();
        left.retain(|node| !group.contains(node));
        if group.len() > 1 {
            groups.push(group);
        }
    }
    groups
}

fn reached(start: usize, within: &BTreeSet<usize>, next: impl Fn(usize) -> Vec<usize>) -> BTreeSet<usize> {
    let mut seen = BTreeSet::from([start]);
    let mut waiting = vec![start];
    while let Some(node) = waiting.pop() {
        for other in next(node) {
            if within.contains(&other) && seen.insert(other) {
                waiting.push(other);
            }
        }
    }
    seen
}

/// A shortest cycle within `group` that is against the rule by itself, its first module not repeated; where every short
/// one is fine and only their union is not, a shortest one at all.
pub(super) fn shortest(graph: &Graph, group: &[usize]) -> Vec<usize> {
    let within: BTreeSet<usize> = group.iter().copied().collect();
    let mut cycles: Vec<Vec<usize>> =
        graph.edges.keys().filter_map(|(from, to)| path_back(graph, &within, *from, *to)).collect();
    let is_fine = |cycle: &Vec<usize>| top(graph, &cycle.iter().copied().collect()).is_some();
    cycles.sort_by_key(|cycle| (is_fine(cycle), cycle.len()));
    cycles.into_iter().next().unwrap_or_default()
}

/// The cycle that starts with the edge from `from` to `to` and comes back the shortest way.
fn path_back(graph: &Graph, within: &BTreeSet<usize>, from: usize, to: usize) -> Option<Vec<usize>> {
    if !within.contains(&from) || !within.contains(&to) {
        return None;
    }
    let mut before = std::collections::BTreeMap::from([(to, to)]);
    let mut waiting = VecDeque::from([to]);
    while let Some(node) = waiting.pop_front() {
        if node == from {
            let mut path = vec![node];
            while let Some(last) = path.last()
                && *last != to
            {
                path.push(before[last]);
            }
            path.reverse();
            path.rotate_right(1);
            return Some(path);
        }
        for other in graph.imports(node).filter(|other| within.contains(other)) {
            before.entry(other).or_insert_with(|| {
                waiting.push_back(other);
                node
            });
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::super::graph::tests::graph;
    use super::{refused, shortest};

    /// The refused groups, their modules joined by spaces; each file is its imports, and defines `X`.
    fn groups(modules: &[(&str, &str)]) -> Vec<String> {
        let texts: Vec<(String, String)> = modules
            .iter()
            .map(|(path, imports)| {
                let children = modules.iter().filter_map(|(other, _)| {
                    let folder = path.strip_suffix("mod.rs").or_else(|| path.strip_suffix("lib.rs"))?;
                    let rest = other.strip_prefix(folder)?.strip_suffix(".rs")?;
                    let rest = rest.strip_suffix("/mod").unwrap_or(rest);
                    (!rest.contains('/') && !matches!(rest, "mod" | "lib")).then(|| format!("mod {rest};\n"))
                });
                let children: String = children.collect();
                let imports = imports.split_whitespace().map(|path| format!("use crate::{path};\n"));
                ((*path).to_owned(), format!("{children}{}pub struct X;\n", imports.collect::<String>()))
            })
            .collect();
        let files: Vec<(&str, &str)> =
            texts.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
        let graph = graph(&files);
        let name = |module: &usize| graph.names[*module].as_str();
        refused(&graph).iter().map(|group| group.iter().map(name).collect::<Vec<_>>().join(" ")).collect()
    }

    #[test]
    fn siblings_in_a_cycle_are_refused_and_a_parent_with_its_children_is_not() {
        assert_eq!(groups(&[("lib.rs", ""), ("a.rs", "b::X"), ("b.rs", "a::X")]), ["a b"]);
        assert!(groups(&[("lib.rs", "a::X b::X"), ("a.rs", "X b::X"), ("b.rs", "X")]).is_empty());
        assert!(groups(&[("lib.rs", "p::X"), ("p/mod.rs", "X p::a::X"), ("p/a.rs", "p::X")]).is_empty());
    }

    #[test]
    fn a_cycle_through_a_parent_and_a_stranger_is_refused() {
        let files = [("lib.rs", ""), ("p/mod.rs", "p::a::X"), ("p/a.rs", "p::X x::X"), ("x.rs", "p::X")];
        assert_eq!(groups(&files), ["p p::a x"]);
    }

    #[test]
    fn a_grandchild_is_no_child() {
        let files =
            [("lib.rs", ""), ("p/mod.rs", "p::a::X"), ("p/a/mod.rs", "p::a::b::X"), ("p/a/b.rs", "p::X")];
        assert_eq!(groups(&files), ["p p::a p::a::b"]);
    }

    #[test]
    fn siblings_below_a_parent_in_the_cycle_are_refused_without_it() {
        let files = [("lib.rs", "a::X b::X"), ("a.rs", "X b::X"), ("b.rs", "X a::X")];
        assert_eq!(groups(&files), ["a b"]);
    }

    #[test]
    fn the_shortest_cycle_is_printed_in_the_order_of_its_imports() {
        let graph = graph(&[
            ("lib.rs", "mod a;\nmod b;\nmod c;\n"),
            ("a.rs", "use crate::b::B;\npub struct A;\n"),
            ("b.rs", "use crate::c::C;\npub struct B;\n"),
            ("c.rs", "use crate::a::A;\npub struct C;\n"),
        ]);
        let group = refused(&graph).remove(0);
        let names: Vec<&str> =
            shortest(&graph, &group).into_iter().map(|module| graph.names[module].as_str()).collect();
        assert_eq!(names, ["a", "b", "c"]);
    }
}
