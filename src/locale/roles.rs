//! What the members of a workspace are called. In a building some of them have names of their own.

use super::Voice;
use crate::access::Role;

impl Voice {
    /// A role, by its name in a shop or in a building.
    pub fn role(&self, role: Role, is_of_a_building: bool) -> String {
        match (role, is_of_a_building) {
            (Role::Owner, _) => self.w.common_role_owner(),
            (Role::Manager, false) => self.w.common_role_manager(),
            (Role::Manager, true) => self.w.common_role_building_manager(),
            (Role::Accountant, _) => self.w.common_role_accountant(),
            (Role::Cashier, _) => self.w.common_role_cashier(),
            (Role::Approver, false) => self.w.common_role_approver(),
            (Role::Approver, true) => self.w.common_role_board(),
            (Role::Viewer, _) => self.w.common_role_viewer(),
        }
    }

    /// What somebody in a role does, in one sentence.
    pub fn role_is(&self, role: Role) -> String {
        match role {
            Role::Owner => self.w.common_role_owner_is(),
            Role::Manager => self.w.common_role_manager_is(),
            Role::Accountant => self.w.common_role_accountant_is(),
            Role::Cashier => self.w.common_role_cashier_is(),
            Role::Approver => self.w.common_role_approver_is(),
            Role::Viewer => self.w.common_role_viewer_is(),
        }
    }
}
