#include "daemon/cycle/refused_leavers.hpp"

#include <functional>
#include <utility>
#include <vector>

#include "core/model/json.hpp"
#include "daemon/cycle/refuse.hpp"

namespace rosterd::cycle
{

namespace
{

using model::Json;
using state::RosterPerson;

std::string setting_of(const std::string& source)
{
    return "refused_leavers." + source;
}

void keep(state::Store& store, const std::string& source, const RefusedLeavers& leavers)
{
    Json out = Json::object();
    for (const auto& [employee_id, before] : leavers) {
        out[employee_id] = {
            {"status", model::to_string(before.status)},
            {"last_day", before.last_day ? model::to_string(*before.last_day) : ""}};
    }
    store.runs().set_setting(setting_of(source), out.dump());
}

// Of these people of a refused read those who leave, with who they were.
using Take = std::function<void(model::Person leaving, RosterPerson before)>;
void each_leaver(state::Store& store, std::span<const Spoken> people, const Intake& intake,
                 const Take& take)
{
    for (const Spoken& one : people) {
        if (one.before == 0 || intake.waits(one.record)) {
            continue;
        }
        for (RosterPerson& before : store.roster().people({&one.before, 1})) {
            const ingest::Restated restated{&before.person, &one.person};
            auto leaving = ingest::newly_leaving({&restated, 1});
            if (before.present && !leaving.empty()) {
                take(std::move(leaving[0]), std::move(before));
            }
        }
    }
}

bool too_many(state::Store& store, const Intake& intake, std::int64_t all,
              const model::Limit& limit)
{
    std::int64_t leave = 0;
    intake.people.each_batch([&](std::span<const Spoken> people) {
        each_leaver(store, people, intake, [&](const auto&, const auto&) { ++leave; });
    });
    return leave > limit.count &&
           static_cast<double>(leave) * 100.0 > limit.percent * static_cast<double>(all);
}

// When the source says of them what was accepted before, their records have to be read.
void look_at_them_again(state::RosterStore& roster, const std::string& source,
                        std::uint64_t ingest_version, const RefSet& left)
{
    std::vector<state::SeenRecord> seen = roster.seen(source, ingest_version);
    for (state::SeenRecord& one : seen) {
        if (left.contains(one.person)) {
            one.fingerprint = 0;
        }
    }
    roster.set_seen(source, seen);
}

} // namespace

RefusedLeavers refused_leavers(state::Store& store, const std::string& source)
{
    RefusedLeavers out;
    const Json kept = Json::parse(store.runs().setting(setting_of(source)).value_or("{}"));
    for (const auto& [employee_id, before] : kept.items()) {
        out[employee_id] = {model::parse_status(before.at("status").get<std::string>())
                                .value_or(model::EmploymentStatus::active),
                            model::parse_date(before.at("last_day").get<std::string>())};
    }
    return out;
}

void forget_refused_leavers(state::Store& store, const std::string& source)
{
    if (!refused_leavers(store, source).empty()) {
        keep(store, source, {});
    }
}

void keep_leavers(state::Store& store, const std::string& source, const Intake& intake,
                  ingest::Profile profile, const model::Limit& limit, model::Instant now)
{
    const state::SourceState state = store.roster().source(source);
    if (too_many(store, intake, state.last_complete_records, limit)) {
        return;
    }
    RefusedLeavers all = intake.refused_leavers;
    RefSet left;
    store.transaction([&] {
        ingest::Profile by;
        intake.people.each_batch([&](std::span<const Spoken> people) {
            state::RosterDelta delta;
            delta.source = source;
            delta.ingest_version = state.ingest_version;
            delta.cursor = state.cursor;
            delta.at = now;
            std::vector<RosterPerson> known;
            each_leaver(store, people, intake, [&](model::Person leaving, RosterPerson before) {
                ingest::count(by, before.person, -1);
                ingest::count(by, leaving, +1);
                all.try_emplace(leaving.employee_id,
                                AcceptedBefore{before.person.status, before.person.last_day});
                left.insert(before.ref);
                delta.upserts.push_back(std::move(leaving));
                known.push_back(std::move(before));
            });
            delta.known = known;
            if (!delta.upserts.empty()) {
                store.roster().apply(delta);
            }
        });
        if (!by.empty()) {
            note_profile(store, source, std::move(profile), by);
            look_at_them_again(store.roster(), source, state.ingest_version, left);
            keep(store, source, all);
        }
    });
}

} // namespace rosterd::cycle
