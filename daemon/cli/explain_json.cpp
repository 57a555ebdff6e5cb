#include <algorithm>

#include "core/model/document.hpp"
#include "daemon/cli/audit_text.hpp"
#include "daemon/cli/explain_text.hpp"

namespace rosterd::cli
{

namespace
{

using cycle::Dossier;

model::Json later_json(const Dossier& dossier)
{
    model::Json out = model::Json::array();
    for (const state::DatedVersion& one : dossier.versions) {
        out.push_back({{"at", model::to_string(one.at)},
                       {"where", one.person.origin.where},
                       {"person", model::Json::parse(model::document_of(one.person))}});
    }
    return out;
}

model::Json rights_json(const Dossier& dossier)
{
    model::Json out = model::Json::array();
    const auto add = [&](const model::Right& right, const std::string& rule) {
        const auto held = std::ranges::find(dossier.rights, right, &state::RightHolder::right);
        const bool has = held != dossier.rights.end();
        model::Json one = model::right_json(right);
        one.update({{"rule", rule}, {"has", has}, {"granted", has && held->granted}});
        out.push_back(std::move(one));
    };
    for (const plan::Entitled::Grant& one : dossier.entitled.rights) {
        add(one.right, one.rule);
    }
    for (const state::RightHolder& one : dossier.rights) {
        if (dossier.entitled.find(one.right) == nullptr) {
            add(one.right, "");
        }
    }
    return out;
}

model::Json write_back_json(const Dossier& dossier)
{
    using model::Json;
    const auto text = [](const auto& value) { return value ? Json(*value) : Json(nullptr); };
    Json out = Json::array();
    for (const state::WriteBack& one : dossier.write_back) {
        out.push_back(
            {{"field", one.field},
             {"waiting", text(one.value)},
             {"attempts", one.attempts},
             {"next_attempt", one.value ? Json(model::to_string(one.next)) : Json(nullptr)},
             {"error", one.error},
             {"told", text(one.told)},
             {"told_at", one.told_at ? Json(model::to_string(*one.told_at)) : Json(nullptr)}});
    }
    return out;
}

} // namespace

model::Json json_of(const Dossier& dossier, const plan::RenderOptions& options)
{
    using model::Json;
    Json out{{"employee_id", dossier.employee_id},
             {"source", dossier.source},
             {"name", nullptr},
             {"record", nullptr},
             {"account", nullptr},
             {"calendar", Json::array()},
             {"fields", Json::object()},
             {"next", dossier.next},
             {"adoptions", Json::array()},
             {"findings", dossier.findings},
             {"held", Json::array()},
             {"rollout", nullptr},
             {"done", Json::array()}};
    if (dossier.record) {
        const state::RosterPerson& record = *dossier.record;
        out["name"] = record.person.name;
        out["record"] = {{"where", record.person.origin.where},
                         {"present", record.present},
                         {"told", record.told},
                         {"status", model::to_string(record.person.status)}};
        if (record.person.effective_on) {
            out["record"]["effective_on"] = model::to_string(*record.person.effective_on);
        }
    }
    out["later"] = later_json(dossier);
    out["rights"] = rights_json(dossier);
    out["read_at"] = dossier.read_at ? Json(model::to_string(*dossier.read_at)) : Json(nullptr);
    if (dossier.account) {
        out["account"] = {{"userid", dossier.account->userid},
                          {"active", dossier.account->active},
                          {"disabled", dossier.account->disabled},
                          {"linked", dossier.link.has_value()},
                          {"rule", dossier.matched},
                          {"created", dossier.link && dossier.link->created}};
    }
    for (const plan::CalendarEntry& entry : dossier.calendar) {
        out["calendar"].push_back({{"at", model::to_string(entry.at)},
                                   {"state", plan::to_string(entry.standing)},
                                   {"rule", entry.rule}});
    }
    for (const FieldPair& pair : fields_of(dossier, options)) {
        out["fields"][pair.field] = {{"hr", pair.hr ? Json(*pair.hr) : Json(nullptr)},
                                     {"dingtalk", pair.dingtalk}};
        if (pair.owner != model::FieldOwner::hr) {
            out["fields"][pair.field].update(
                {{"owner", model::to_string(pair.owner)}, {"stays", pair.stays}});
        }
    }
    out["write_back"] = write_back_json(dossier);
    for (const model::Adoption& one : dossier.adoptions) {
        out["adoptions"].push_back({{"userid", one.userid}, {"rule", match_of(one)}});
    }
    for (const state::HeldFor& one : dossier.held) {
        out["held"].push_back(
            {{"hold", one.hold}, {"guard", one.guard}, {"operation", one.operation}});
    }
    if (dossier.rollout) {
        out["rollout"] = dossier.rollout->facts; // started, rings, next
        out["rollout"]["operations"] = dossier.rollout->operations;
    }
    for (const state::AuditEntry& entry : dossier.done) {
        out["done"].push_back(entry_json(entry));
    }
    return out;
}

} // namespace rosterd::cli
