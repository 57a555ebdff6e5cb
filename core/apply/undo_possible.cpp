#include "core/apply/undo_possible.hpp"

#include <algorithm>

#include "core/apply/fields.hpp"

namespace rosterd::apply
{

namespace
{

using model::Json;
using model::Operation;
using Kind = model::OperationKind;

std::string claim(const std::string& field, const std::string& value)
{
    return field + ":" + value;
}

bool names(const Json& fields, const char* field)
{
    return fields.is_object() && fields.contains(field);
}

void drop(Operation& operation, const char* field)
{
    operation.after.erase(field);
    if (operation.before.is_object()) {
        operation.before.erase(field);
    }
}

class Possible
{
public:
    explicit Possible(UndoDraft& draft) : draft_{draft}
    {
        for (const auto& [userid, account] : draft.input.accounts) {
            for (const char* field : kUniqueFields) {
                holder_of_.emplace(claim(field, field_of(account, field).get<std::string>()),
                                   userid);
            }
        }
        for (const Operation& operation : draft.plan.operations) {
            for (const char* field : kUniqueFields) {
                if (operation.kind == Kind::user_delete || names(operation.before, field)) {
                    gives_up_.insert(claim(field, operation.userid));
                }
            }
        }
    }

    void run()
    {
        do { // who keeps a value, keeps somebody else from it
            fewer_ = false;
            std::erase_if(draft_.plan.operations, [this](Operation& operation) {
                return is_account(operation) && !has_free_values(operation);
            });
        } while (fewer_);
        look_who_is_there();
        std::erase_if(draft_.plan.operations, [this](Operation& operation) {
            return (is_account(operation) && !has_manager(operation)) ||
                   (operation.kind == Kind::department_update && !has_leaders(operation));
        });
    }

private:
    static bool is_account(const Operation& operation)
    {
        return operation.kind == Kind::user_create || operation.kind == Kind::user_update;
    }

    // The following answer false if nothing is left of the operation.
    bool has_free_values(Operation& operation)
    {
        for (const char* field : kUniqueFields) {
            const std::string holder = who_keeps(operation, field);
            if (holder.empty()) {
                continue;
            }
            draft_.say(operation, "undo.taken", field,
                       draft_.input.accounts.at(holder).name + " " + holder);
            drop(operation, field);
            gives_up_.erase(claim(field, operation.userid));
            fewer_ = true;
            if (operation.kind == Kind::user_create && std::string_view{field} == "mobile") {
                return false; // no account without it
            }
        }
        return !operation.after.empty();
    }

    // Empty if the value is free, or will be.
    std::string who_keeps(const Operation& operation, const char* field) const
    {
        const auto value = operation.after.find(field);
        if (value == operation.after.end() || !value->is_string() ||
            value->get_ref<const std::string&>().empty()) {
            return {};
        }
        const auto holder = holder_of_.find(claim(field, value->get<std::string>()));
        const bool free = holder == holder_of_.end() || holder->second == operation.userid ||
                          gives_up_.contains(claim(field, holder->second));
        return free ? std::string{} : holder->second;
    }

    void look_who_is_there()
    {
        for (const auto& [userid, account] : draft_.input.accounts) {
            places_of_[userid] = account.dept_ids;
        }
        for (const Operation& operation : draft_.plan.operations) {
            if (operation.kind == Kind::user_delete) {
                places_of_.erase(operation.userid);
            } else if (is_account(operation) && names(operation.after, "dept_id_list")) {
                places_of_[operation.userid] = operation.after["dept_id_list"];
            }
        }
    }

    bool has_manager(Operation& operation)
    {
        const std::string manager = operation.after.value("manager_userid", std::string{});
        if (!manager.empty() && !places_of_.contains(manager)) {
            draft_.say(operation, "undo.manager", "manager_userid", manager);
            drop(operation, "manager_userid");
        }
        return !operation.after.empty();
    }

    // A leader is one of the members [address-book-update-department].
    bool has_leaders(Operation& operation)
    {
        const char* field = "dept_manager_userid_list";
        if (!names(operation.after, field)) {
            return true;
        }
        Json& leaders = operation.after[field];
        for (auto leader = leaders.begin(); leader != leaders.end();) {
            const auto places = places_of_.find(leader->get<std::string>());
            const bool member = places != places_of_.end() &&
                                std::ranges::count(places->second, Json(operation.dept_id)) > 0;
            if (!member) {
                draft_.say(operation, "undo.manager", field, leader->get<std::string>());
            }
            leader = member ? leader + 1 : leaders.erase(leader);
        }
        if (leaders == operation.before[field]) {
            drop(operation, field);
        }
        return !operation.after.empty();
    }

    UndoDraft& draft_;
    std::map<std::string, std::string> holder_of_; // "mobile:13800138000" -> userid
    std::set<std::string> gives_up_;               // "mobile:u1042"
    bool fewer_ = false;
    std::map<std::string, Json> places_of_; // userid -> ids, or "d:KEY"; afterwards
};

} // namespace

void leave_only_possible(UndoDraft& draft)
{
    Possible{draft}.run();
}

} // namespace rosterd::apply
