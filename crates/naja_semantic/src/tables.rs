//! Tables over what a model holds, by place and by name.

use std::cell::OnceCell;

use crate::ids::{BindingId, ScopeId};
use naja_base::hash::HashMap;

/// Tables over scopes, annotations and bindings, each made when it is first asked for.
#[derive(Debug, Default)]
pub struct Tables {
    /// Where scopes start, in the order of the source, with their indices.
    pub scopes: OnceCell<Vec<(u32, u32)>>,
    /// The same of quoted annotations.
    pub annotations: OnceCell<Vec<(u32, u32)>>,
    /// Starts of bindings in the order of the source, with their indices.
    pub bindings: OnceCell<Vec<(u32, BindingId)>>,
    /// The bindings of a symbol in a scope, the newest first.
    pub names: OnceCell<HashMap<(ScopeId, u32), Vec<BindingId>>>,
    /// The imports at the top level by the dotted name of what they import, the newest first.
    pub imports: OnceCell<HashMap<String, Vec<BindingId>>>,
}
