//! Markers as text: an irredundant sum of products, found on the decision diagram.
//!
//! The method is that of Minato and Morreale, carried over to variables of many values. The text depends on the function
//! alone, never on what else the process has read.

use rustc_hash::FxHashMap;

use super::Marker;
use super::algebra::{first_variable, pieces, solve};
use super::diagram::{Cut, Cuts, Tables, tables};
use super::platform::is_coupled;
use super::variable::{Relation, TextKey, Variable};
use crate::version::Version;

/// How many factors a sum may have in all for it to be shortened further; the text is right in any case.
const MAX_SHORTENED: usize = 128;

/// How many lower bounds are sorted by strength.
const MAX_SORTED: usize = 32;

/// From how many products on a product of sums is written instead, where that is shorter.
const MANY_PRODUCTS: u64 = 64;

/// The marker as text.
pub(crate) fn render(marker: Marker) -> String {
    if marker.is_true() {
        return String::new();
    }
    if marker.is_false() {
        return "python_version < '0'".to_string();
    }
    let mut tables = tables();
    let platforms = tables.platforms();
    // A marker that asks about one of the coupled variables only is the shortest text as it is.
    let (lower, upper) = if is_coupled(marker) {
        (tables.and(marker, platforms), tables.or(marker, platforms.not()))
    } else {
        (marker, marker)
    };
    let constants = vec![Sum { parts: Vec::new() }, Sum { parts: Vec::new() }];
    let mut covers = Covers { tables: &mut tables, sums: constants, started: FxHashMap::default() };
    let sum = covers.cover(lower, upper);
    let count = covers.count(sum);
    if count > MANY_PRODUCTS {
        let opposite = covers.cover(upper.not(), lower.not());
        if covers.count(opposite) < count {
            return covers.write_clauses(opposite);
        }
    }
    let mut products = covers.products(sum);
    covers.shorten(&mut products, lower, upper);
    sort(&mut products);
    write(&products)
}

/// How many products or clauses the shorter text of `marker` has; it can be out of all proportion to the diagram.
pub(super) fn text_size(tables: &mut Tables, marker: Marker) -> u64 {
    let constants = vec![Sum { parts: Vec::new() }, Sum { parts: Vec::new() }];
    let mut covers = Covers { tables, sums: constants, started: FxHashMap::default() };
    let (sum, opposite) = (covers.cover(marker, marker), covers.cover(marker.not(), marker.not()));
    covers.count(sum).min(covers.count(opposite))
}

fn sort(products: &mut [Vec<Literal>]) {
    for product in products.iter_mut() {
        product.sort_by(|a, b| sort_key(&a.variable).cmp(&sort_key(&b.variable)));
    }
    products.sort_by_cached_key(|product| product.iter().map(Literal::sort_key).collect::<Vec<_>>());
}

/// One factor of a product: the variable lies in an interval that may have holes.
#[derive(Clone, Debug)]
struct Literal {
    variable: Variable,
    /// The comparisons that all must hold, as text.
    text: Vec<String>,
    /// The same as a diagram.
    marker: Marker,
    /// Where the interval begins, for sorting.
    rank: usize,
}

impl Literal {
    /// By variable, then by place.
    fn sort_key(&self) -> (u8, String, String, usize) {
        let (class, name, text) = sort_key(&self.variable);
        (class, name.to_string(), text.to_string(), self.rank)
    }
}

/// A sum of products: each part is a factor, or none, times another sum. Sums share their parts, so that a diagram's cover
/// is no larger than the diagram until it is spelled out.
struct Sum {
    parts: Vec<(Option<Literal>, usize)>,
}

/// The sum that holds nowhere.
const NOTHING: usize = 0;

/// The sum of the one product without factors.
const ALWAYS: usize = 1;

struct Covers<'t> {
    tables: &'t mut Tables,
    sums: Vec<Sum>,
    /// The covers that wait for another one to be found.
    started: FxHashMap<(Marker, Marker), Started>,
}

/// A cover of which some lower bounds are covered.
struct Started {
    /// The lower bounds in order.
    wanted: Vec<Marker>,
    /// How many of them are covered.
    done: usize,
    covered: Vec<Marker>,
    parts: Vec<(Option<Literal>, usize)>,
}

/// What covers a pair of bounds: a sum, by its index, and the function that it is.
#[derive(Clone, Copy)]
struct Cover {
    sum: usize,
    function: Marker,
}

impl Covers<'_> {
    /// A sum that lies between `lower` and `upper`.
    fn cover(&mut self, lower: Marker, upper: Marker) -> usize {
        let mut known = FxHashMap::default();
        let cover = solve((lower, upper), &mut known, |&(lower, upper), known, stack| {
            self.step(lower, upper, known, stack)
        });
        cover.sum
    }

    /// The products of a sum, spelled out.
    fn products(&self, root: usize) -> Vec<Vec<Literal>> {
        let mut products = Vec::new();
        let mut factors: Vec<&Literal> = Vec::new();
        // Each open sum with the part that comes next, and how many factors there were before it.
        let mut open = vec![(root, 0, 0)];
        while let Some((sum, next, before)) = open.last_mut() {
            factors.truncate(*before);
            if *sum == ALWAYS {
                products.push(factors.iter().copied().cloned().collect());
                open.pop();
                continue;
            }
            let Some((literal, rest)) = self.sums[*sum].parts.get(*next) else {
                open.pop();
                continue;
            };
            *next += 1;
            factors.extend(literal);
            open.push((*rest, 0, factors.len()));
        }
        products
    }

    fn step(
        &mut self,
        lower: Marker,
        upper: Marker,
        known: &FxHashMap<(Marker, Marker), Cover>,
        stack: &mut Vec<(Marker, Marker)>,
    ) -> Option<Cover> {
        if lower.is_false() {
            return Some(Cover { sum: NOTHING, function: Marker::FALSE });
        }
        if upper.is_true() {
            return Some(Cover { sum: ALWAYS, function: Marker::TRUE });
        }
        let variable =
            first_variable(lower, upper).expect("a lower bound below a constant upper bound is no constant");
        let (cuts, pairs) = pieces(lower, upper, variable);
        let Started { wanted: bounds, done, mut covered, mut parts } =
            self.started.remove(&(lower, upper)).unwrap_or_else(|| Started {
                wanted: self.by_strength(&pairs),
                done: 0,
                covered: vec![Marker::FALSE; pairs.len()],
                parts: Vec::new(),
            });
        for at in done..bounds.len() {
            let wanted = bounds[at];
            let allowed: Vec<bool> = pairs.iter().map(|pair| self.implies(wanted, pair.1)).collect();
            let mut low = Marker::FALSE;
            let mut high = Marker::TRUE;
            for (index, pair) in pairs.iter().enumerate() {
                if allowed[index] {
                    high = self.tables.and(high, pair.1);
                }
                if pair.0 == wanted {
                    let missing = self.tables.and(wanted, covered[index].not());
                    low = self.tables.or(low, missing);
                }
            }
            if low.is_false() {
                continue;
            }
            let Some(inner) = known.get(&(low, high)).copied() else {
                stack.push((low, high));
                self.started.insert((lower, upper), Started { wanted: bounds, done: at, covered, parts });
                return None;
            };
            let needed: Vec<bool> = (0..pairs.len())
                .map(|index| {
                    let missing = self.tables.and(pairs[index].0, covered[index].not());
                    allowed[index] && !self.tables.and(missing, inner.function).is_false()
                })
                .collect();
            let literals = self.choose(variable, &cuts, (&allowed, &needed), &mut covered, inner.function);
            parts.extend(literals.into_iter().map(|literal| (literal, inner.sum)));
        }
        let function = self.tables.node(variable, cuts, covered);
        self.sums.push(Sum { parts });
        Some(Cover { sum: self.sums.len() - 1, function })
    }

    /// The distinct lower bounds, each after those that imply it, else in the order of the intervals.
    fn by_strength(&mut self, pairs: &[(Marker, Marker)]) -> Vec<Marker> {
        let mut waiting: Vec<Marker> = Vec::new();
        for (lower, _) in pairs {
            if !lower.is_false() && !waiting.contains(lower) {
                waiting.push(*lower);
            }
        }
        // The order makes the text shorter, never wrong, and finding it costs the cube.
        if waiting.len() > MAX_SORTED || self.tables.is_exhausted() {
            return waiting;
        }
        let mut sorted = Vec::with_capacity(waiting.len());
        while !waiting.is_empty() {
            let next = (0..waiting.len()).find(|&index| {
                let candidate = waiting[index];
                !waiting.iter().any(|other| *other != candidate && self.implies(*other, candidate))
            });
            // Distinct functions don't imply each other; only where the work ran out does it look so.
            sorted.push(waiting.remove(next.unwrap_or(0)));
        }
        sorted
    }

    /// The literals that hold on every needed interval and on none that is not allowed. What they cover is noted.
    fn choose(
        &mut self,
        variable: &Variable,
        cuts: &Cuts,
        (allowed, needed): (&[bool], &[bool]),
        covered: &mut [Marker],
        function: Marker,
    ) -> Vec<Option<Literal>> {
        let mut literals = Vec::new();
        for group in groups(cuts, allowed) {
            if !group.iter().any(|&index| needed[index]) {
                continue;
            }
            for &index in &group {
                covered[index] = self.tables.or(covered[index], function);
            }
            if group.len() == allowed.len() {
                literals.push(None);
                continue;
            }
            let children: Vec<Marker> = (0..allowed.len())
                .map(|index| if group.contains(&index) { Marker::TRUE } else { Marker::FALSE })
                .collect();
            let marker = self.tables.node(variable, cuts.clone(), children);
            let text = comparisons(variable, cuts, &group);
            let rank = group.first().copied().unwrap_or(0);
            literals.push(Some(Literal { variable: variable.clone(), text, marker, rank }));
        }
        literals
    }

    /// How many products a sum has when it is spelled out.
    fn count(&self, root: usize) -> u64 {
        // A sum stands after those that it is made of.
        let mut counts: Vec<u64> = vec![0, 1];
        for sum in self.sums.iter().take(root + 1).skip(counts.len()) {
            counts.push(sum.parts.iter().fold(0, |all, (_, rest)| all.saturating_add(counts[*rest])));
        }
        counts[root]
    }

    /// The negation of a sum as text: the negation of each product is a clause, and all must hold.
    fn write_clauses(&mut self, opposite: usize) -> String {
        let mut products = self.products(opposite);
        sort(&mut products);
        let several = products.len() > 1;
        let mut clauses = Vec::with_capacity(products.len());
        for product in &products {
            let mut terms = Vec::with_capacity(product.len());
            for literal in product {
                let sum = self.cover(literal.marker.not(), literal.marker.not());
                for factors in self.products(sum) {
                    terms.push(write(std::slice::from_ref(&factors)));
                    let parts: usize = factors.iter().map(|factor| factor.text.len()).sum();
                    if parts > 1
                        && let Some(term) = terms.last_mut()
                    {
                        *term = format!("({term})");
                    }
                }
            }
            let clause = terms.join(" or ");
            clauses.push(if several && terms.len() > 1 { format!("({clause})") } else { clause });
        }
        clauses.join(" and ")
    }

    fn implies(&mut self, left: Marker, right: Marker) -> bool {
        self.tables.and(left, right.not()).is_false()
    }

    fn product(&mut self, literals: &[Literal]) -> Marker {
        // From the last variable to the first, each conjunction adds one node on top.
        literals.iter().rev().fold(Marker::TRUE, |all, literal| self.tables.and(all, literal.marker))
    }

    /// Drops factors and products that the rest makes superfluous. Large sums are left as they are: it costs the square.
    fn shorten(&mut self, products: &mut Vec<Vec<Literal>>, lower: Marker, upper: Marker) {
        if products.iter().map(Vec::len).sum::<usize>() > MAX_SHORTENED {
            return;
        }
        for product in products.iter_mut() {
            let mut index = 0;
            while index < product.len() {
                let mut without = product.clone();
                without.remove(index);
                let function = self.product(&without);
                if self.implies(function, upper) { *product = without } else { index += 1 }
            }
        }
        let mut index = 0;
        while index < products.len() {
            let mut rest = Marker::FALSE;
            for (other, product) in products.iter().enumerate() {
                if other != index {
                    let function = self.product(product);
                    rest = self.tables.or(rest, function);
                }
            }
            if self.implies(lower, rest) {
                products.remove(index);
            } else {
                index += 1;
            }
        }
    }
}

/// The allowed intervals in groups that one conjunction of comparisons can express: runs of intervals, and runs between
/// which only single values (or the versions of one `X.Y.*`) are missing.
fn groups(cuts: &Cuts, allowed: &[bool]) -> Vec<Vec<usize>> {
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for index in (0..allowed.len()).filter(|&index| allowed[index]) {
        let joins = |group: &Vec<usize>| match group.last() {
            Some(last) if last + 1 == index => true,
            Some(last) => (last + 2 == index) && is_hole(cuts, last + 1),
            None => false,
        };
        match groups.last_mut() {
            Some(group) if joins(group) => group.push(index),
            _ => groups.push(vec![index]),
        }
    }
    groups
}

/// Whether a single `!=` excludes the interval of that index.
fn is_hole(cuts: &Cuts, index: usize) -> bool {
    match cuts {
        Cuts::Versions(cuts) => match (index.checked_sub(1).and_then(|at| cuts.get(at)), cuts.get(index)) {
            (Some(start), Some(end)) => start.value == end.value || wildcard(start, end).is_some(),
            _ => false,
        },
        Cuts::Texts(cuts) => match (index.checked_sub(1).and_then(|at| cuts.get(at)), cuts.get(index)) {
            (Some(start), Some(end)) => start.value == end.value,
            _ => false,
        },
        Cuts::Flag => false,
    }
}

/// `X.Y` if the interval is exactly what `X.Y.*` matches.
fn wildcard<'a>(start: &'a Cut<Version>, end: &Cut<Version>) -> Option<&'a Version> {
    let ([major, minor], [next_major, next_minor]) = (start.value.release(), end.value.release()) else {
        return None;
    };
    let matches =
        !start.after && !end.after && major == next_major && Some(*next_minor) == minor.checked_add(1);
    matches.then_some(&start.value)
}

/// The comparisons that together express a group of intervals, in ascending order.
fn comparisons(variable: &Variable, cuts: &Cuts, group: &[usize]) -> Vec<String> {
    let (Some(&first), Some(&last)) = (group.first(), group.last()) else { return Vec::new() };
    match (variable, cuts) {
        (Variable::PythonFullVersion, Cuts::Versions(cuts)) => {
            bounds("python_full_version", cuts, first, last, group)
        }
        (Variable::ImplementationVersion, Cuts::Versions(cuts)) => {
            bounds("implementation_version", cuts, first, last, group)
        }
        (Variable::Text(key), Cuts::Texts(cuts)) => bounds(key.as_str(), cuts, first, last, group),
        (Variable::Related(key, relation, text), _) => vec![related(*key, *relation, text, first == 1)],
        (Variable::InGroups(name), _) => vec![membership(name, "dependency_groups", first == 1)],
        (Variable::InExtras(name), _) => vec![membership(name, "extras", first == 1)],
        (Variable::Extra(name), _) => {
            vec![format!("extra {} '{name}'", if first == 1 { "==" } else { "!=" })]
        }
        (Variable::PythonFullVersion | Variable::ImplementationVersion | Variable::Text(_), _) => Vec::new(),
    }
}

/// A value that stands quoted in a comparison.
trait Value: PartialEq {
    fn quoted(&self) -> String;
    /// What `.*` matches exactly this interval, if any does.
    fn wildcard(start: &Cut<Self>, end: &Cut<Self>) -> Option<String>
    where
        Self: Sized;
}

impl Value for Version {
    fn quoted(&self) -> String {
        format!("'{self}'")
    }

    fn wildcard(start: &Cut<Self>, end: &Cut<Self>) -> Option<String> {
        wildcard(start, end).map(|version| format!("'{version}.*'"))
    }
}

impl Value for Box<str> {
    fn quoted(&self) -> String {
        quote(self)
    }

    fn wildcard(_: &Cut<Self>, _: &Cut<Self>) -> Option<String> {
        None
    }
}

fn bounds<T: Value>(name: &str, cuts: &[Cut<T>], first: usize, last: usize, group: &[usize]) -> Vec<String> {
    let start = first.checked_sub(1).and_then(|at| cuts.get(at));
    let end = cuts.get(last);
    let whole = last - first + 1 == group.len();
    if let Some(exact) = start.zip(end).and_then(|(start, end)| exact(start, end)).filter(|_| whole) {
        return vec![format!("{name} == {exact}")];
    }
    let mut texts = Vec::new();
    if let Some(start) = start {
        texts.push(format!("{name} {} {}", if start.after { ">" } else { ">=" }, start.value.quoted()));
    }
    for hole in (first..last).filter(|index| !group.contains(index)) {
        if let Some(exact) = exact(&cuts[hole - 1], &cuts[hole]) {
            texts.push(format!("{name} != {exact}"));
        }
    }
    if let Some(end) = end {
        texts.push(format!("{name} {} {}", if end.after { "<=" } else { "<" }, end.value.quoted()));
    }
    texts
}

fn exact<T: Value>(start: &Cut<T>, end: &Cut<T>) -> Option<String> {
    if start.value == end.value { Some(start.value.quoted()) } else { T::wildcard(start, end) }
}

fn related(key: TextKey, relation: Relation, text: &str, holds: bool) -> String {
    let (key, text) = (key.as_str(), quote(text));
    match (relation, holds) {
        (Relation::In, true) => format!("{key} in {text}"),
        (Relation::In, false) => format!("{key} not in {text}"),
        (Relation::Contains, true) => format!("{text} in {key}"),
        (Relation::Contains, false) => format!("{text} not in {key}"),
        // Markers have no word for the negation of an order, which also holds of values that are no versions: the
        // opposite comparison is the nearest.
        (Relation::AtLeast, true) | (Relation::Less, false) => format!("{key} >= {text}"),
        (Relation::Less, true) | (Relation::AtLeast, false) => format!("{key} < {text}"),
        (Relation::AtMost, true) | (Relation::Greater, false) => format!("{key} <= {text}"),
        (Relation::Greater, true) | (Relation::AtMost, false) => format!("{key} > {text}"),
    }
}

fn membership(name: &str, container: &str, holds: bool) -> String {
    format!("'{name}' {} {container}", if holds { "in" } else { "not in" })
}

fn quote(text: &str) -> String {
    if text.contains('\'') { format!("\"{text}\"") } else { format!("'{text}'") }
}

/// Python first, then the other variables of the environment by name, then groups and extras.
fn sort_key(variable: &Variable) -> (u8, &str, &str) {
    match variable {
        Variable::PythonFullVersion => (0, "", ""),
        Variable::ImplementationVersion => (1, "implementation_version", ""),
        Variable::Text(key) => (1, key.as_str(), ""),
        Variable::Related(key, _, text) => (1, key.as_str(), text),
        Variable::InGroups(name) => (2, "dependency_groups", name),
        Variable::InExtras(name) => (3, "extras", name),
        Variable::Extra(name) => (4, "extra", name),
    }
}

fn write(products: &[Vec<Literal>]) -> String {
    let texts: Vec<(usize, String)> = products
        .iter()
        .map(|product| {
            let parts: Vec<&str> =
                product.iter().flat_map(|literal| literal.text.iter().map(String::as_str)).collect();
            (parts.len(), parts.join(" and "))
        })
        .collect();
    let [(_, single)] = texts.as_slice() else {
        let terms: Vec<String> = texts
            .into_iter()
            .map(|(parts, text)| if parts > 1 { format!("({text})") } else { text })
            .collect();
        return terms.join(" or ");
    };
    single.clone()
}
