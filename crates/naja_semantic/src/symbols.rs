//! Names as small numbers, and the table of what they are bound to.

use crate::ids::{BindingId, ReferenceId, ScopeId};
use crate::reuse::emptied;

/// A name that occurs in the file.
#[derive(Clone, Copy, Debug)]
pub struct Symbol<'a> {
    /// The name.
    pub name: &'a str,
    /// Its newest binding in the module's scope.
    pub module: Option<BindingId>,
    /// Whether any other scope binds it.
    pub is_local: bool,
    /// What is known of its meaning where nothing binds it.
    pub builtin: Builtin,
    /// The newest reference to the name, whatever it means there.
    pub newest_reference: Option<ReferenceId>,
    ends: (u64, u64),
}

/// What a name means where nothing binds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Builtin {
    /// Not asked yet.
    Unknown,
    /// A builtin, or a name that every module has.
    Yes,
}

/// The names of a file and their newest bindings.
///
/// Names are interned, so that each is hashed and compared once where it is. The bindings of the module, where most
/// look-ups end, are in the symbol itself; those of all other scopes in one table keyed by scope and symbol.
#[derive(Debug, Default)]
pub struct Symbols<'a> {
    symbols: Vec<Symbol<'a>>,
    /// Open addressing: the upper half of the hash above, the symbol's index plus one below; 0 is free.
    table: Vec<u64>,
    locals: Vec<Local>,
    local_count: usize,
}

#[derive(Clone, Copy, Debug)]
struct Local {
    scope: u32,
    symbol: u32,
    binding: Option<BindingId>,
}

const FREE: Local = Local { scope: u32::MAX, symbol: u32::MAX, binding: None };
const MULTIPLIER: u64 = 0x9E37_79B9_7F4A_7C15;

impl Symbol<'_> {
    /// Whether it is `name`, whose [`ends`] are these: one of no more than [`ENDS`] bytes is compared without a call.
    #[inline]
    fn is(&self, name: &str, ends: (u64, u64)) -> bool {
        self.ends == ends && self.name.len() == name.len() && (name.len() <= ENDS || self.name == name)
    }
}

impl<'a> Symbols<'a> {
    /// An empty table for a source of `len` bytes, in the memory of an older one.
    pub fn with_capacity(len: usize, spare: Symbols<'static>) -> Self {
        let names = (len / 64).clamp(32, 1 << 16).next_power_of_two();
        let Self { mut symbols, mut table, mut locals, .. } = spare;
        symbols.reserve(names / 2);
        table.resize(names, 0);
        locals.resize(names, FREE);
        Self { symbols, table, locals, local_count: 0 }
    }

    /// The memory of the table, for another file.
    pub fn emptied(self) -> Symbols<'static> {
        Symbols {
            symbols: emptied(self.symbols),
            table: emptied(self.table),
            locals: emptied(self.locals),
            local_count: 0,
        }
    }

    /// The number of `name`.
    #[inline]
    pub fn intern(&mut self, name: &'a str) -> u32 {
        let ends = ends(name.as_bytes());
        let hash = hash(name.as_bytes(), ends);
        let mask = self.table.len() - 1;
        let mut slot = hash as usize & mask;
        loop {
            let entry = self.table[slot];
            if entry == 0 {
                return self.add(name, hash, slot);
            }
            if entry >> 32 == hash >> 32 {
                let index = entry as u32 - 1;
                if self.symbols[index as usize].is(name, ends) {
                    return index;
                }
            }
            slot = (slot + 1) & mask;
        }
    }

    /// The number of `name`, if it occurs.
    pub fn find(&self, name: &str) -> Option<u32> {
        let ends = ends(name.as_bytes());
        let hash = hash(name.as_bytes(), ends);
        let mask = self.table.len() - 1;
        let mut slot = hash as usize & mask;
        loop {
            let entry = self.table[slot];
            if entry == 0 {
                return None;
            }
            let index = entry as u32 - 1;
            if entry >> 32 == hash >> 32 && self.symbols[index as usize].is(name, ends) {
                return Some(index);
            }
            slot = (slot + 1) & mask;
        }
    }

    #[cold]
    fn add(&mut self, name: &'a str, hash: u64, slot: usize) -> u32 {
        let index = self.symbols.len() as u32;
        self.symbols.push(Symbol {
            name,
            module: None,
            is_local: false,
            builtin: Builtin::Unknown,
            newest_reference: None,
            ends: ends(name.as_bytes()),
        });
        self.table[slot] = hash >> 32 << 32 | u64::from(index + 1);
        if self.symbols.len() * 2 > self.table.len() {
            self.grow();
        }
        index
    }

    fn grow(&mut self) {
        let size = self.table.len() * 2;
        self.table.clear();
        self.table.resize(size, 0);
        for (index, symbol) in self.symbols.iter().enumerate() {
            let hash = hash(symbol.name.as_bytes(), symbol.ends);
            let mut slot = hash as usize & (size - 1);
            while self.table[slot] != 0 {
                slot = (slot + 1) & (size - 1);
            }
            self.table[slot] = hash >> 32 << 32 | (index as u64 + 1);
        }
    }

    #[inline]
    pub fn get(&self, symbol: u32) -> &Symbol<'a> {
        &self.symbols[symbol as usize]
    }

    #[inline]
    pub fn get_mut(&mut self, symbol: u32) -> &mut Symbol<'a> {
        &mut self.symbols[symbol as usize]
    }

    /// The newest binding of `symbol` in `scope`.
    #[inline]
    pub fn lookup(&self, scope: ScopeId, symbol: u32) -> Option<BindingId> {
        let entry = &self.symbols[symbol as usize];
        if scope == ScopeId::MODULE {
            return entry.module;
        }
        if !entry.is_local {
            return None;
        }
        self.locals[self.slot(scope, symbol)].binding
    }

    /// Puts the newest binding of `symbol` in `scope`, and returns the one before.
    #[inline]
    pub fn bind(&mut self, scope: ScopeId, symbol: u32, binding: BindingId) -> Option<BindingId> {
        if scope == ScopeId::MODULE {
            return self.symbols[symbol as usize].module.replace(binding);
        }
        self.symbols[symbol as usize].is_local = true;
        let slot = self.slot(scope, symbol);
        if let Some(older) = self.locals[slot].binding.replace(binding) {
            return Some(older);
        }
        self.locals[slot].scope = scope.index() as u32;
        self.locals[slot].symbol = symbol;
        self.local_count += 1;
        if self.local_count * 2 > self.locals.len() {
            self.grow_locals();
        }
        None
    }

    #[inline]
    fn slot(&self, scope: ScopeId, symbol: u32) -> usize {
        let scope = scope.index() as u32;
        let mask = self.locals.len() - 1;
        let key = u64::from(scope) << 32 | u64::from(symbol);
        let mut slot = (key.wrapping_mul(MULTIPLIER) >> 32) as usize & mask;
        loop {
            let entry = &self.locals[slot];
            if entry.binding.is_none() || entry.scope == scope && entry.symbol == symbol {
                return slot;
            }
            slot = (slot + 1) & mask;
        }
    }

    #[cold]
    fn grow_locals(&mut self) {
        let size = self.locals.len() * 2;
        let old = std::mem::replace(&mut self.locals, vec![FREE; size]);
        for entry in old.into_iter().filter(|entry| entry.binding.is_some()) {
            let slot = self.slot(ScopeId::new(entry.scope as usize), entry.symbol);
            self.locals[slot] = entry;
        }
    }
}

/// A name's hash. A file that makes names collide only slows its own check.
#[inline]
fn hash(name: &[u8], (first, last): (u64, u64)) -> u64 {
    let mut state = name.len() as u64;
    if name.len() > ENDS {
        let (words, _) = name.as_chunks::<8>();
        for word in words {
            state = (state.rotate_left(5) ^ u64::from_le_bytes(*word)).wrapping_mul(MULTIPLIER);
        }
    }
    state = (state.rotate_left(5) ^ first).wrapping_mul(MULTIPLIER);
    state = (state.rotate_left(5) ^ last).wrapping_mul(MULTIPLIER);
    state ^ state >> 32
}

/// The most bytes that [`ends`] holds all of.
const ENDS: usize = 16;

/// The first and the last bytes, up to eight of each, as two numbers. They overlap in a name shorter than both.
#[inline]
fn ends(name: &[u8]) -> (u64, u64) {
    if let (Some(first), Some(last)) = (name.first_chunk::<8>(), name.last_chunk::<8>()) {
        return (u64::from_le_bytes(*first), u64::from_le_bytes(*last));
    }
    if let (Some(first), Some(last)) = (name.first_chunk::<4>(), name.last_chunk::<4>()) {
        return (u64::from(u32::from_le_bytes(*first)), u64::from(u32::from_le_bytes(*last)));
    }
    match *name {
        [one] => (u64::from(one), 0),
        [one, two] => (u64::from(one), u64::from(two)),
        [one, two, three] => (u64::from(one) << 8 | u64::from(two), u64::from(three)),
        _ => (0, 0),
    }
}

#[cfg(test)]
mod tests {
    use super::Symbols;
    use crate::ids::{BindingId, ScopeId};

    #[test]
    fn names_keep_their_numbers_while_the_table_grows() {
        let names: Vec<String> = (0..2000).map(|number| format!("name_{number}")).collect();
        let mut symbols = Symbols::with_capacity(0, Symbols::default());
        for (number, name) in names.iter().enumerate() {
            assert_eq!(symbols.intern(name), number as u32);
        }
        for (number, name) in names.iter().enumerate() {
            assert_eq!(symbols.intern(name), number as u32);
            assert_eq!(symbols.find(name), Some(number as u32));
        }
        assert_eq!(symbols.find("name_2000"), None);
    }

    #[test]
    fn names_that_begin_and_end_alike_are_told_apart() {
        let letters = "abcdefghijklmnopqrstuvwxyz";
        let names: Vec<&str> = (0..26).map(|length| &letters[..length]).collect();
        let mut symbols = Symbols::with_capacity(0, Symbols::default());
        for (number, name) in names.iter().enumerate() {
            assert_eq!(symbols.intern(name), number as u32);
        }
        let others = ["b", "ba", "acc", "abdd", "abcdxfgh", "abcdefghxjklmnop", "abcdefghixklmnopqrstuvwxy"];
        for (number, name) in others.iter().enumerate() {
            assert_eq!(symbols.find(name), None);
            assert_eq!(symbols.intern(name), (names.len() + number) as u32);
        }
    }

    #[test]
    fn bindings_of_scopes_do_not_mix() {
        let mut symbols = Symbols::with_capacity(0, Symbols::default());
        let name = symbols.intern("name");
        for scope in 0..500 {
            assert_eq!(symbols.bind(ScopeId::new(scope), name, BindingId::new(scope)), None);
        }
        for scope in 0..500 {
            let id = ScopeId::new(scope);
            assert_eq!(symbols.lookup(id, name), Some(BindingId::new(scope)));
            assert_eq!(symbols.bind(id, name, BindingId::new(1000)), Some(BindingId::new(scope)));
        }
        assert_eq!(symbols.lookup(ScopeId::new(500), name), None);
    }
}
