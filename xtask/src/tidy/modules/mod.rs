//! The import graph of each crate's modules, and the cycles in it.

mod cycles;
mod graph;
mod parse;

use std::collections::BTreeSet;

use anyhow::bail;

use super::excess::Excess;
use super::tree::{Finding, Tree};
use graph::Graph;

/// Every module that is in a cycle of imports, parents with their own children apart.
pub(super) fn excess(tree: &Tree) -> Vec<Excess> {
    let mut all = Vec::new();
    for (name, folder) in crates(tree) {
        let graph = Graph::of(tree, &folder);
        for group in cycles::refused(&graph) {
            let cycle = cycles::shortest(&graph, &group);
            let message = format!(
                "in an import cycle of {} modules; a short one is {}",
                group.len(),
                words(&graph, &cycle)
            );
            all.extend(group.iter().map(|module| Excess {
                owner: name.clone(),
                amount: 1,
                finding: Finding { path: graph.files[*module].clone(), line: 1, message: message.clone() },
            }));
        }
    }
    all
}

/// Prints the modules of the crate `name`, what each imports, and the imports within each cycle.
pub(super) fn print(tree: &Tree, name: &str) -> anyhow::Result<()> {
    let Some((_, folder)) = crates(tree).into_iter().find(|(own, _)| own == name) else {
        bail!("no crate is called `{name}`");
    };
    let graph = Graph::of(tree, &folder);
    for (module, path) in graph.names.iter().enumerate() {
        let imports: Vec<&str> = graph.imports(module).map(|to| graph.names[to].as_str()).collect();
        println!("{path}: {}", imports.join(", "));
    }
    let refused = cycles::refused(&graph);
    println!(
        "\n{} modules, {} imports, {} groups in cycles",
        graph.names.len(),
        graph.edges.len(),
        refused.len()
    );
    for group in refused {
        println!(
            "\n{} modules import each other; a short cycle is {}",
            group.len(),
            words(&graph, &cycles::shortest(&graph, &group))
        );
        for ((from, to), line) in &graph.edges {
            if group.contains(from) && group.contains(to) {
                println!("  {} -> {}  {}:{line}", graph.names[*from], graph.names[*to], graph.files[*from]);
            }
        }
    }
    Ok(())
}

/// A cycle as `a -> b -> a`.
fn words(graph: &Graph, cycle: &[usize]) -> String {
    let names = cycle.iter().chain(cycle.first()).map(|module| graph.names[*module].as_str());
    names.collect::<Vec<_>>().join(" -> ")
}

/// The crates by name, with the folder of their sources.
fn crates(tree: &Tree) -> BTreeSet<(String, String)> {
    let roots = ["src/lib.rs", "src/main.rs"].into_iter().flat_map(|root| tree.ending(root));
    let folder = |path: &str| Some(path.rsplit_once('/')?.0.to_owned());
    let folders = roots.filter_map(|file| folder(&file.path));
    let named = folders.filter_map(|folder| {
        let above = folder.strip_suffix("/src")?;
        let name = above.strip_prefix("crates/").unwrap_or(above);
        Some((name.to_owned(), format!("{folder}/")))
    });
    named.collect()
}
