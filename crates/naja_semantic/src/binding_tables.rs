//! Tables over the bindings of a model.

use std::cell::OnceCell;
use std::collections::HashMap;

use crate::ids::{BindingId, ScopeId};

/// Tables over the bindings of a model, each made when it is first asked for.
#[derive(Debug, Default)]
pub struct BindingTables {
    /// Starts of bindings in the order of the source, with their indices.
    pub starts: OnceCell<Vec<(u32, BindingId)>>,
    /// The bindings of a symbol in a scope, the newest first.
    pub names: OnceCell<HashMap<(ScopeId, u32), Vec<BindingId>>>,
    /// The imports at the top level by the dotted name of what they import, the newest first.
    pub imports: OnceCell<HashMap<String, Vec<BindingId>>>,
}
