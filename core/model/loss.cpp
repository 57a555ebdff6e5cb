#include "core/model/loss.hpp"

#include "core/model/names.hpp"

namespace rosterd::model
{

namespace
{

constexpr std::array<std::pair<Loss, std::string_view>, 6> kLosses{{
    {Loss::internal_chats, "internal_chats"},
    {Loss::attendance_group, "attendance_group"},
    {Loss::face, "face"},
    {Loss::roles, "roles"},
    {Loss::consent, "consent"},
    {Loss::department_id, "department_id"},
}};

// Nobody is asked to agree to an account that the company owns.
std::vector<Loss> of_account(bool enterprise)
{
    std::vector<Loss> losses{Loss::internal_chats, Loss::attendance_group, Loss::face, Loss::roles};
    if (!enterprise) {
        losses.push_back(Loss::consent);
    }
    return losses;
}

} // namespace

std::vector<Loss> losses_of(const Operation& operation)
{
    switch (operation.kind) {
    case OperationKind::user_delete:
        return of_account(operation.about.enterprise);
    case OperationKind::department_delete:
        return {Loss::department_id};
    case OperationKind::department_create:
    case OperationKind::department_update:
    case OperationKind::user_create:
    case OperationKind::user_update:
    case OperationKind::user_disable: // all of it is kept until the account is deleted
    case OperationKind::user_enable:
    case OperationKind::role_create:
    case OperationKind::role_grant:
    case OperationKind::role_revoke:
    case OperationKind::attendance_add:
    case OperationKind::attendance_remove:
        return {};
    }
    return {};
}

std::string_view to_string(Loss loss)
{
    return name_in(kLosses, loss);
}

} // namespace rosterd::model
