//! Bindings by where they are, what they are called and what they import, for checks that ask once a finding.

use crate::binding::Binding;
use crate::ids::{BindingId, ScopeId};
use crate::model::Model;
use naja_base::hash::HashMap;

impl<'a> Model<'a> {
    /// The bindings whose names start at `start`, in the order in which the walk came to them.
    pub fn bindings_at(&self, start: u32) -> impl Iterator<Item = (BindingId, &Binding<'a>)> {
        let starts = self.tables.bindings.get_or_init(|| {
            let mut starts: Vec<_> = self.bindings().map(|(id, binding)| (binding.span.start, id)).collect();
            starts.sort_by_key(|(start, _)| *start);
            starts
        });
        let first = starts.partition_point(|(other, _)| *other < start);
        let same = starts[first..].iter().take_while(move |(other, _)| *other == start);
        same.map(|(_, id)| (*id, self.binding(*id)))
    }

    /// The bindings of `name` in `scope`, the newest first.
    pub fn bindings_named<'m>(
        &'m self,
        scope: ScopeId,
        name: &str,
    ) -> impl Iterator<Item = (BindingId, &'m Binding<'a>)> + use<'m, 'a> {
        let names = self.tables.names.get_or_init(|| {
            let mut names: HashMap<_, Vec<BindingId>> = HashMap::default();
            for (scope, _) in self.scopes() {
                for (id, binding) in self.bindings_in(scope) {
                    names.entry((scope, binding.symbol)).or_default().push(id);
                }
            }
            names
        });
        let found = self.symbols.find(name).and_then(|symbol| names.get(&(scope, symbol)));
        found.into_iter().flatten().map(|id| (*id, self.binding(*id)))
    }

    /// The imports at the module's top level of `path`, a module or a module's member with dots, the newest first.
    pub fn imports_of<'m>(
        &'m self,
        path: &str,
    ) -> impl Iterator<Item = (BindingId, &'m Binding<'a>)> + use<'m, 'a> {
        let imports = self.tables.imports.get_or_init(|| {
            let mut imports: HashMap<String, Vec<BindingId>> = HashMap::default();
            for (id, binding) in self.bindings_in(self.module_scope()) {
                if let Some(name) = self.import_name(binding) {
                    imports.entry(name.segments().join(".")).or_default().push(id);
                }
            }
            imports
        });
        imports.get(path).into_iter().flatten().map(|id| (*id, self.binding(*id)))
    }
}
