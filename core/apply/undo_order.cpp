#include "core/apply/undo_order.hpp"

#include "core/apply/fields.hpp"
#include "core/apply/undo_draft.hpp"
#include "core/plan/draft.hpp"

namespace rosterd::apply
{

namespace
{

using model::DeptId;
using model::Json;
using model::Operation;
using plan::Rank;
using plan::Tie;
using Kind = model::OperationKind;

Rank rank_of(Kind kind)
{
    switch (kind) {
    case Kind::user_disable:
    case Kind::user_delete:
        return Rank::leaver;
    case Kind::department_create:
        return Rank::department_create;
    case Kind::department_update:
        return Rank::department_update;
    case Kind::user_enable:
        return Rank::user_enable;
    case Kind::user_create:
        return Rank::user_create;
    case Kind::user_update:
        return Rank::user_update;
    case Kind::department_delete:
        return Rank::department_delete;
    case Kind::role_create:
        return Rank::role_create;
    case Kind::role_revoke:
    case Kind::attendance_remove:
        return Rank::revoke;
    case Kind::role_grant:
    case Kind::attendance_add:
        return Rank::grant;
    }
    return Rank::user_update;
}

// A text that is there; empty otherwise.
std::string text(const Json& fields, const std::string& name)
{
    const auto found = fields.is_object() ? fields.find(name) : fields.end();
    return found == fields.end() || !found->is_string() ? std::string{} : found->get<std::string>();
}

const Json& list(const Json& fields, const char* name)
{
    static const Json none = Json::array();
    const auto found = fields.is_object() ? fields.find(name) : fields.end();
    return found == fields.end() ? none : *found;
}

// "name:7/旺角店": sibling names are unique. `parent` is an id, or "d:KEY" of a department to come.
std::string slot(const Json& parent, const std::string& name)
{
    return "name:" + parent.dump() + "/" + name;
}

// "member:E1042/7": only a member leads a department.
std::string member(const std::string& userid, const Json& department)
{
    return "member:" + userid + "/" + department.dump();
}

class Order
{
public:
    Order(std::vector<Operation> operations,
          const std::map<std::string, model::ObservedUser>& accounts,
          const std::map<DeptId, model::ObservedDepartment>& departments)
        : accounts_{accounts}, departments_{departments}
    {
        drafts_.reserve(operations.size());
        for (Operation& operation : operations) {
            const Rank rank = rank_of(operation.kind);
            drafts_.push_back({.operation = std::move(operation), .rank = rank});
        }
    }

    std::vector<Operation> run()
    {
        for (at_ = 0; at_ < drafts_.size(); ++at_) {
            gives(drafts_[at_].operation);
        }
        for (at_ = 0; at_ < drafts_.size(); ++at_) {
            takes(drafts_[at_].operation);
        }
        return plan::arrange(std::move(drafts_));
    }

private:
    // ---- what becomes free, or comes into being, by an operation

    void give(const std::string& what) { giver_of_[what].push_back(at_); }

    void gives(const Operation& operation)
    {
        switch (operation.kind) {
        case Kind::user_create:
            give("account:" + operation.userid);
            return give_membership(operation);
        case Kind::user_update:
            give_membership(operation);
            for (const char* field : kUniqueFields) {
                give_value(field, text(operation.before, field));
            }
            for (const Json& id : list(operation.before, "dept_id_list")) {
                give("empty:" + id.dump());
            }
            return;
        case Kind::user_delete:
            return give_all(operation);
        case Kind::department_create:
            return give("made:d:" + operation.department);
        case Kind::department_update:
        case Kind::department_delete:
            return give_place(operation);
        case Kind::user_disable:
        case Kind::user_enable:
        case Kind::role_create:
        case Kind::role_grant:
        case Kind::role_revoke:
        case Kind::attendance_add:
        case Kind::attendance_remove:
            return;
        }
    }

    void give_membership(const Operation& operation)
    {
        for (const Json& id : list(operation.after, "dept_id_list")) {
            give(member(operation.userid, id));
        }
    }

    void give_value(const char* field, const std::string& value)
    {
        if (!value.empty()) {
            give(std::string{field} + ":" + value);
        }
    }

    void give_all(const Operation& operation)
    {
        const model::ObservedUser& account = accounts_.at(operation.userid);
        for (const char* field : kUniqueFields) {
            give_value(field, field_of(account, field).get<std::string>());
        }
        for (const DeptId id : account.dept_ids) {
            give("empty:" + std::to_string(id));
        }
    }

    void give_place(const Operation& operation)
    {
        const model::ObservedDepartment& present = departments_.at(operation.dept_id);
        drafts_[at_].present_name = present.name;
        const bool moves =
            operation.kind == Kind::department_delete || operation.after.contains("parent_id");
        if (moves) {
            give("empty:" + std::to_string(present.parent_id));
        }
        if (moves || operation.after.contains("name")) {
            give(slot(present.parent_id, present.name));
        }
        if (operation.kind == Kind::department_update && moves) {
            moves_.emplace(operation.dept_id, at_);
        }
    }

    // ---- and what it waits for

    void take(const std::string& what, Tie tie, const std::string& field = {})
    {
        const auto found = giver_of_.find(what);
        if (found == giver_of_.end()) {
            return;
        }
        for (const std::size_t giver : found->second) {
            if (giver != at_) {
                drafts_[at_].needs.push_back({giver, tie, field});
            }
        }
    }

    void takes(const Operation& operation)
    {
        for (const char* field : kUniqueFields) {
            if (const std::string value = text(operation.after, field); !value.empty()) {
                take(std::string{field} + ":" + value, Tie::value, field);
            }
        }
        for (const Json& place : list(operation.after, "dept_id_list")) {
            take_made(place);
        }
        take("account:" + text(operation.after, "manager_userid"), Tie::manager);
        for (const Json& leader : list(operation.after, "dept_manager_userid_list")) {
            take(member(leader, operation.dept_id), Tie::requires_);
        }
        if (operation.kind == Kind::role_grant || operation.kind == Kind::attendance_add) {
            take("account:" + operation.userid, Tie::requires_);
        }
        if (operation.kind == Kind::department_delete) {
            take("empty:" + std::to_string(operation.dept_id), Tie::requires_);
        }
        if (operation.kind == Kind::department_create ||
            operation.kind == Kind::department_update) {
            take_place(operation);
        }
    }

    void take_made(const Json& place)
    {
        if (place.is_string()) {
            take("made:" + place.get<std::string>(), Tie::requires_);
        }
    }

    void take_place(const Operation& operation)
    {
        const bool moves = operation.after.contains("parent_id");
        if (!moves && !operation.after.contains("name")) {
            return;
        }
        const auto present = departments_.find(operation.dept_id);
        const Json parent = moves ? operation.after["parent_id"] : Json(present->second.parent_id);
        const std::string name =
            operation.after.contains("name") ? text(operation.after, "name") : present->second.name;
        take(slot(parent, name), Tie::name);
        if (moves) {
            take_made(parent);
            wait_for_those_above(parent);
        }
    }

    // A department goes below another once that one, and whatever is to be above it, has its place:
    // no ring of parents on the way (60010).
    void wait_for_those_above(Json parent)
    {
        for (std::size_t depth = 0; parent.is_number() && depth <= departments_.size(); ++depth) {
            const auto id = parent.get<DeptId>();
            if (const auto move = moves_.find(id); move != moves_.end()) {
                drafts_[at_].needs.push_back({move->second, Tie::requires_, {}});
                return; // which waits for those above it in turn
            }
            const auto found = departments_.find(id);
            if (found == departments_.end()) {
                return;
            }
            parent = found->second.parent_id;
        }
    }

    const std::map<std::string, model::ObservedUser>& accounts_;
    const std::map<DeptId, model::ObservedDepartment>& departments_;
    plan::Drafts drafts_;
    std::size_t at_ = 0; // the draft that is looked at
    std::map<std::string, std::vector<std::size_t>> giver_of_;
    std::map<DeptId, std::size_t> moves_; // updates of the parent
};

} // namespace

std::vector<Operation> in_order(std::vector<Operation> operations,
                                const std::map<std::string, model::ObservedUser>& accounts,
                                const std::map<DeptId, model::ObservedDepartment>& departments)
{
    return Order{std::move(operations), accounts, departments}.run();
}

} // namespace rosterd::apply
