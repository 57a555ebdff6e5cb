#include "core/apply/undo.hpp"

#include "core/apply/fields.hpp"
#include "core/apply/undo_draft.hpp"
#include "core/apply/undo_order.hpp"
#include "core/apply/undo_places.hpp"
#include "core/apply/undo_possible.hpp"
#include "core/apply/undo_rights.hpp"
#include "core/plan/tree.hpp"

namespace rosterd::apply
{

namespace
{

using model::Json;
using model::Operation;
using Kind = model::OperationKind;

class Undoing
{
public:
    explicit Undoing(const UndoInput& input) : input_{input}, draft_{input}, places_{input} {}

    model::Plan plan()
    {
        const std::vector<NetChange> changes = net_changes(input_.done);
        for (const NetChange& net : changes) {
            if (net.object == ObjectKind::department) {
                take_back_department(net);
            } else if (net.object == ObjectKind::account) {
                take_back_account(net);
            }
        }
        leave_only_possible(draft_);
        for (const Operation& operation : draft_.plan.operations) {
            if (operation.kind == Kind::user_create) {
                draft_.say(operation, "undo.new_account");
            }
        }
        take_back_rights(draft_, changes);
        tell_of_roles(draft_);
        draft_.plan.operations =
            in_order(std::move(draft_.plan.operations), input_.accounts, input_.departments);
        return std::move(draft_.plan);
    }

private:
    // ---- accounts

    void take_back_account(const NetChange& net)
    {
        const auto present = input_.accounts.find(net.first->userid);
        const bool there = present != input_.accounts.end();
        if (net.created && net.removed) {
            return;
        }
        if (net.made_anew && there) {
            change_what_was_made_anew(net, present->second);
        } else if (net.created && there) {
            Operation& operation = draft_.add(net, Kind::user_delete, "u-delete-" + tail_of(net));
            operation.before = {{"name", present->second.name}};
        } else if (net.removed && !there) {
            bring_back(net);
        } else if (!net.created && !net.removed && there) {
            change_back(net, present->second);
        } else {
            draft_.say(*net.first, "undo.moved/object");
        }
    }

    // What rosterd's own changes had left, if that is all that a creation needs.
    const Json* known_before(const NetChange& net) const
    {
        const auto known = input_.removed.find(net.first->userid);
        const bool whole =
            known != input_.removed.end() && known->second.is_object() &&
            known->second.contains("name") &&
            (known->second.contains("mobile") || known->second.contains("exclusive_account_type"));
        return whole ? &known->second : nullptr;
    }

    void bring_back(const NetChange& net)
    {
        const Json* known = known_before(net);
        const auto fields = known == nullptr ? std::nullopt : places_.of_today(*known);
        if (!fields) {
            draft_.say(*net.first, known == nullptr ? "undo.lost" : "undo.place");
            return;
        }
        Operation& operation = draft_.add(net, Kind::user_create, "u-create-" + tail_of(net));
        operation.after = *fields;
        operation.after.erase("disabled");
    }

    // The account stays the new one, with its number; the rest is as it was.
    void change_what_was_made_anew(const NetChange& net, const model::ObservedUser& present)
    {
        draft_.say(*net.first, "undo.anew", "mobile", present.mobile);
        if (const Json* known = known_before(net)) {
            NetChange rest = net;
            rest.before = *known;
            rest.before.erase("mobile");
            change_back(rest, present);
        }
    }

    void change_back(const NetChange& net, const model::ObservedUser& present)
    {
        auto [before, after] = still_ours(net, present);
        if (after.contains("disabled")) {
            const bool disable = after["disabled"] == true;
            Operation& operation =
                draft_.add(net, disable ? Kind::user_disable : Kind::user_enable,
                           std::string{disable ? "u-disable-" : "u-enable-"} + tail_of(net));
            operation.before = {{"disabled", !disable}};
            operation.after = {{"disabled", disable}};
            before.erase("disabled");
            after.erase("disabled");
        }
        if (after.contains("mobile") && present.active) { // nobody else changes it then
            draft_.say(*net.first, "undo.number", "mobile", present.mobile);
            before.erase("mobile");
            after.erase("mobile");
        }
        update(net, Kind::user_update, "u-update-" + tail_of(net), std::move(before), after);
    }

    // The fields that are still as the run left them, now and as they were; the others are
    // somebody's since then.
    template <typename Present>
    std::pair<Json, Json> still_ours(const NetChange& net, const Present& present)
    {
        std::pair<Json, Json> out{Json::object(), Json::object()};
        for (const auto& [field, was] : net.before.items()) {
            const Json value = places_.with_ids(was);
            const Json left =
                net.after.contains(field) ? places_.with_ids(net.after[field]) : Json{};
            if (left == value || !difference(present, Json{{field, value}})) {
                continue; // and so it is as it was
            }
            if (difference(present, Json{{field, left}})) {
                draft_.say(*net.first, "undo.moved", field, words_of(field_of(present, field)));
                continue;
            }
            out.first[field] = field_of(present, field);
            out.second[field] = value;
        }
        return out;
    }

    static std::string words_of(const Json& value)
    {
        return value.is_string() ? value.get<std::string>() : value.dump();
    }

    Operation* update(const NetChange& net, Kind kind, const std::string& id, Json before,
                      const Json& after)
    {
        if (after.empty()) {
            return nullptr;
        }
        const auto fields = places_.of_today(after);
        if (!fields) {
            draft_.say(*net.first, "undo.place");
            return nullptr;
        }
        Operation& operation = draft_.add(net, kind, id);
        operation.before = std::move(before);
        operation.after = *fields;
        return &operation;
    }

    // ---- departments

    void take_back_department(const NetChange& net)
    {
        const std::string& key = net.first->department;
        const auto link = input_.department_links.find(key);
        const auto present = link == input_.department_links.end()
                                 ? input_.departments.end()
                                 : input_.departments.find(link->second);
        const bool there = present != input_.departments.end();
        if ((net.created && net.removed) || net.made_anew) {
            return;
        }
        if (net.created && there) {
            Operation& operation = draft_.add(net, Kind::department_delete, "d-delete-" + key);
            operation.dept_id = present->first;
            operation.before = {{"name", present->second.name},
                                {"parent_id", present->second.parent_id}};
        } else if (net.removed && !there) {
            make_again(net);
        } else if (!net.created && !net.removed && there) {
            auto [before, after] = still_ours(net, present->second);
            if (Operation* operation = update(net, Kind::department_update, "d-update-" + key,
                                              std::move(before), after)) {
                operation->dept_id = present->first;
            }
        } else {
            draft_.say(*net.first, "undo.moved/object");
        }
    }

    void make_again(const NetChange& net)
    {
        Json was = net.last->before;
        was.update(net.before); // a name it had only for a moment is not meant
        const auto fields = places_.of_today(was);
        if (!fields) {
            draft_.say(*net.first, "undo.place");
            return;
        }
        Operation& operation =
            draft_.add(net, Kind::department_create, "d-create-" + net.first->department);
        operation.dept_id = 0;
        operation.after = Json::object();
        for (const char* field : {"name", "parent_id"}) {
            operation.after[field] = fields->at(field);
        }
        operation.after["source_identifier"] = plan::department_mark(net.first->department);
    }

    const UndoInput& input_;
    UndoDraft draft_;
    UndoPlaces places_;
};

} // namespace

model::Plan undo(const UndoInput& input)
{
    return Undoing{input}.plan();
}

} // namespace rosterd::apply
