//! Which of the project's extras and groups a requirement stands behind, as a marker.
//!
//! A lock for a project with extras or groups holds for any choice among them (PEP 751, multi-use): the project's own
//! requirements stand behind the group `default`, each extra's behind the extra, each group's behind the group. A
//! requirement of the project on itself stands for its own extras.

use naja_base::Diagnostic;
use naja_pep::{ExtraName, GroupName, Marker};

use crate::inputs::{Inputs, Scope};
use crate::universe::Universe;

/// The name of the group that stands for `project.dependencies`.
pub const DEFAULT_GROUP: &str = "default";

/// Whether the lock of these inputs has gates at all.
#[must_use]
pub fn is_gated(inputs: &Inputs) -> bool {
    !inputs.extras.is_empty() || !inputs.groups.is_empty()
}

/// The gates of one resolution.
pub(crate) struct Gates {
    project: Marker,
    extras: Vec<(ExtraName, Marker)>,
    groups: Vec<(GroupName, Marker)>,
    pub(crate) warnings: Vec<Diagnostic>,
}

impl Gates {
    pub(crate) fn new(universe: &Universe<'_>) -> Self {
        let inputs = universe.inputs;
        let project = match GroupName::new(DEFAULT_GROUP) {
            Ok(default) if is_gated(inputs) => Marker::in_groups(&default),
            _ => Marker::TRUE,
        };
        let mut gates = Self {
            project,
            extras: inputs.extras.iter().map(|extra| (extra.clone(), Marker::in_extras(extra))).collect(),
            groups: inputs.groups.iter().map(|group| (group.clone(), Marker::in_groups(group))).collect(),
            warnings: Vec::new(),
        };
        gates.open_by_self_requirements(inputs);
        gates
    }

    /// The gate of the requirement at `input`.
    pub(crate) fn of(&self, universe: &Universe<'_>, input: usize) -> Marker {
        self.of_scope(&universe.inputs.requirements[input].scope)
    }

    fn of_scope(&self, scope: &Scope) -> Marker {
        match scope {
            Scope::Project => self.project,
            Scope::Extra(extra) => find(&self.extras, extra).unwrap_or_else(|| Marker::in_extras(extra)),
            Scope::Group(group) => find(&self.groups, group).unwrap_or_else(|| Marker::in_groups(group)),
        }
    }

    /// Lets each extra also be wanted by whatever requires the project with it, until nothing changes; requirements
    /// may go round in circles.
    fn open_by_self_requirements(&mut self, inputs: &Inputs) {
        let Some(project) = &inputs.project else { return };
        let own: Vec<_> =
            inputs.requirements.iter().filter(|input| input.requirement.name == *project).collect();
        for input in &own {
            for extra in &input.requirement.extras {
                if find(&self.extras, extra).is_none() {
                    let mut warning =
                        Diagnostic::warning(format!("the project `{project}` has no extra `{extra}`"));
                    if let Some(place) = &input.place {
                        warning =
                            warning.with_source(place.source.clone()).with_label(place.span, "required here");
                    }
                    self.warnings.push(warning);
                }
            }
        }
        let mut changed = true;
        while changed {
            changed = false;
            for input in &own {
                let gate = self.of_scope(&input.scope).and(input.requirement.marker);
                for (extra, known) in &mut self.extras {
                    if input.requirement.extras.contains(extra) {
                        let wider = known.or(gate);
                        changed |= wider != *known;
                        *known = wider;
                    }
                }
            }
        }
    }
}

fn find<N: PartialEq>(gates: &[(N, Marker)], name: &N) -> Option<Marker> {
    gates.iter().find(|(known, _)| known == name).map(|(_, gate)| *gate)
}
