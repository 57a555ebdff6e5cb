#include "daemon/cycle/dossier.hpp"

#include <algorithm>

#include "core/plan/lifecycle.hpp"
#include "daemon/cycle/assemble.hpp"

namespace rosterd::cycle
{

namespace
{

using plan::PersonCase;

class Investigation
{
public:
    Investigation(state::Store& store, const model::Policy& policy, const Inquiry& inquiry)
        : store_{store}, policy_{policy}, inquiry_{inquiry}
    {
    }

    std::vector<Dossier> run()
    {
        std::vector<state::RosterPerson> records = store_.roster().find_employee(inquiry_.who);
        if (records.empty()) {
            if (const auto link = store_.mirror().link_to(inquiry_.who)) {
                records = store_.roster().find_employee(link->employee_id);
                std::erase_if(records, [&](const state::RosterPerson& one) {
                    return one.person.origin.source != link->source;
                });
            }
        }
        if (records.empty()) {
            return without_record();
        }
        store_.roster().name_rows(records);
        std::vector<Dossier> out;
        out.reserve(records.size());
        for (const state::RosterPerson& record : records) {
            out.push_back(of(record));
        }
        return out;
    }

private:
    Dossier of(const state::RosterPerson& record)
    {
        Dossier out;
        out.employee_id = record.person.employee_id;
        out.source = record.person.origin.source;
        out.record = record;
        out.invitation = store_.mirror().invitation_of(out.source, out.employee_id);
        out.link = store_.mirror().link_of(out.source, out.employee_id);
        if (out.link) {
            out.account = account(out.link->userid);
        }
        out.read_at = store_.mirror().completed_at();
        out.versions = store_.roster().versions_of(out.source, out.employee_id);
        if (out.account) {
            out.rights = store_.rights().of(out.account->userid);
        }
        add_findings(out, out.employee_id);
        add_plan(out, record);
        add_holds(out);
        out.write_back = store_.fields().write_backs(out.source, out.employee_id);
        add_done(out, out.employee_id);
        add_match(out);
        return out;
    }

    // In quarantine since the first day, long gone, or an account that is nobody's.
    std::vector<Dossier> without_record()
    {
        Dossier out;
        out.account = account(inquiry_.who);
        add_findings(out, inquiry_.who);
        add_done(out, inquiry_.who);
        if (!out.findings.empty()) {
            out.employee_id = inquiry_.who;
            out.source = out.findings.front().origin.source;
        } else if (!out.done.empty()) {
            out.employee_id = out.done.back().employee_id;
        }
        const bool known = out.account || !out.findings.empty() || !out.done.empty();
        return known ? std::vector{out} : std::vector<Dossier>{};
    }

    std::optional<model::ObservedUser> account(const std::string& userid)
    {
        const std::vector<std::string> wanted{userid};
        auto found = store_.mirror().users(wanted);
        return found.empty() ? std::nullopt : std::optional{std::move(found.front())};
    }

    void add_findings(Dossier& out, const std::string& employee_id)
    {
        for (model::Finding& finding : store_.roster().findings_about(employee_id)) {
            if (out.source.empty() || finding.origin.source == out.source) {
                out.findings.push_back(std::move(finding));
            }
        }
    }

    void add_plan(Dossier& out, const state::RosterPerson& record)
    {
        Assembled assembled =
            assemble_one(store_, record, policy_, std::max(inquiry_.at, inquiry_.now));
        plan::PlanInput& input = assembled.input;
        input.language = inquiry_.language;
        out.calendar = plan::calendar(input, input.people.front());
        if (const PersonCase& person = input.people.front(); person.account) {
            out.owned = plan::owned_fields(person, *person.account, policy_, input.now);
        }
        const model::Person& person = input.people.front().person;
        out.entitled = plan::entitled_to(
            person, plan::department_paths(person, plan::record_paths(input.department_records)),
            policy_);
        const model::Plan plan = plan::make(input).plan;
        for (const model::Operation& operation : plan.operations) {
            if (operation.employee_id == out.employee_id && operation.source == out.source) {
                out.next.push_back(operation);
            }
        }
        add_rollout(out, plan);
        for (const model::Adoption& adoption : plan.adoptions) {
            if (adoption.employee_id == out.employee_id && adoption.source == out.source) {
                out.adoptions.push_back(adoption);
            }
        }
        for (const model::Finding& finding : plan.findings) {
            if (finding.employee_id == out.employee_id) {
                out.findings.push_back(finding);
            }
        }
    }

    // Nobody is asked about it, so that no run has stored it.
    static void add_rollout(Dossier& out, const model::Plan& plan)
    {
        const auto hold = std::ranges::find(plan.held, "rollout", &model::Hold::guard);
        if (hold == plan.held.end()) {
            return;
        }
        model::Hold theirs = *hold;
        theirs.operations.clear();
        for (const model::Operation& operation : out.next) {
            if (std::ranges::count(hold->operations, operation.id) > 0) {
                theirs.operations.push_back(operation.id);
            }
        }
        if (!theirs.operations.empty()) {
            theirs.found = static_cast<std::int64_t>(theirs.operations.size());
            out.rollout = std::move(theirs);
        }
    }

    void add_holds(Dossier& out)
    {
        for (state::HeldFor& one : store_.journal().held_for(out.employee_id)) {
            if (one.operation.source == out.source) {
                out.held.push_back(std::move(one));
            }
        }
    }

    // The latest word on whose the account is.
    static void add_match(Dossier& out)
    {
        for (const state::AuditEntry& entry : out.done) {
            const bool decides = entry.action == "user.create" || entry.action == "user.adopt" ||
                                 entry.action == "user.renumber" || entry.action == "user.link";
            if (out.link && decides) {
                out.matched = entry.action == "user.link" ? "link"
                              : entry.cause.is_object()   ? entry.cause.value("rule", "")
                                                          : "";
            }
        }
    }

    void add_done(Dossier& out, const std::string& who)
    {
        std::vector<state::AuditEntry> all = store_.audit().find({.about = who});
        std::erase_if(all, [&](const state::AuditEntry& entry) {
            const bool of_another = entry.cause.is_object() && !out.source.empty() &&
                                    entry.cause.value("source", out.source) != out.source;
            return of_another || (inquiry_.at < inquiry_.now && entry.at > inquiry_.at);
        });
        out.done = std::move(all);
    }

    state::Store& store_;
    const model::Policy& policy_;
    const Inquiry& inquiry_;
};

} // namespace

std::vector<Dossier> dossiers(state::Store& store, const model::Policy& policy,
                              const Inquiry& inquiry)
{
    std::vector<Dossier> out;
    store.snapshot([&] { out = Investigation{store, policy, inquiry}.run(); });
    return out;
}

model::Json as_of(const std::vector<state::AuditEntry>& done)
{
    model::Json account = nullptr;
    for (const state::AuditEntry& entry : done) {
        if (entry.action == "user.delete") {
            account = nullptr;
        } else if (entry.action == "user.disable" || entry.action == "user.enable") {
            account["disabled"] = entry.action == "user.disable";
        } else if ((entry.action == "user.create" || entry.action == "user.update") &&
                   entry.after.is_object()) {
            account.update(entry.after);
        }
    }
    return account;
}

} // namespace rosterd::cycle
