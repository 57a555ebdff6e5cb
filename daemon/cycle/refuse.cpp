#include "daemon/cycle/refuse.hpp"

#include <algorithm>
#include <array>

#include "core/plan/guard_texts.hpp"
#include "core/plan/plan.hpp"
#include "daemon/cycle/feed.hpp"

namespace rosterd::cycle
{

namespace
{

// By Language: zh_tw, zh_cn, en.
constexpr std::array<std::string_view, 3> kHints{
    "請檢查匯出檔的這一欄；若確實如此，請以 rosterd holds 查看並核准。",
    "请检查导出文件的这一列；若确实如此，请用 rosterd holds 查看并批准。",
    "look at this column of the export; if it is meant, see rosterd holds and approve it"};

std::string setting_of(const std::string& source)
{
    return "profile." + source;
}

void add(ingest::Profile& profile, const ingest::Profile& by)
{
    for (const auto& [field, people] : by) {
        profile[field] += people;
    }
}

model::Hold hold_of(const SourceReport& source, const model::Limit& limit)
{
    model::Hold hold;
    hold.guard = "lost_columns";
    model::Json fields = model::Json::array();
    std::string names;
    std::int64_t had = 0;
    bool whole = false;
    bool swapped = true;
    for (const ingest::LostColumn& one : source.refused->lost) {
        names += (names.empty() ? "" : ", ") + one.field;
        names += one.from.empty() ? "" : " (" + one.from + ")";
        fields.push_back(
            {{"field", one.field}, {"from", one.from}, {"people", one.people}, {"had", one.had}});
        whole = whole || one.whole;
        swapped = swapped && one.whole && !one.from.empty();
        if (one.people > hold.found) {
            hold.found = one.people;
            had = one.had;
        }
    }
    hold.limit = std::max<std::int64_t>(
        limit.count, static_cast<std::int64_t>(limit.percent * static_cast<double>(had) / 100.0));
    if (whole && hold.found <= hold.limit) { // of a whole column none is few
        hold.limit = 0;
    }
    hold.facts = {{"source", source.name},
                  {"read", source.refused->digest},
                  {"field", names},
                  {"had", had},
                  {"fields", std::move(fields)}};
    if (swapped) {
        hold.facts["swapped"] = true;
    }
    hold.explanation = plan::explanation_of(hold, model::Language::en);
    return hold;
}

} // namespace

ingest::Profile profile_of(state::Store& store, const std::string& source)
{
    ingest::Profile profile;
    if (const auto stored = store.runs().setting(setting_of(source))) {
        return model::Json::parse(*stored).get<ingest::Profile>();
    }
    const state::SourceState state = store.roster().source(source);
    if (state.last_complete_records < 0) {
        return profile;
    }
    RefSet people; // each once: some have several records
    for (const state::SeenRecord& seen : store.roster().seen(source, state.ingest_version)) {
        people.insert(seen.person);
    }
    for (const state::PersonRef ref : people.refs()) {
        for (const state::RosterPerson& one : store.roster().people({&ref, 1})) {
            ingest::count(profile, one.person, +1);
        }
    }
    return profile;
}

void note_profile(state::Store& store, const std::string& source, ingest::Profile profile,
                  const ingest::Profile& by)
{
    add(profile, by);
    const std::string text = model::Json(profile).dump();
    if (store.runs().setting(setting_of(source)) != text) {
        store.runs().set_setting(setting_of(source), text);
    }
}

std::optional<RefusedRead> doubt(state::Store& store, const std::string& source,
                                 const ingest::Profile& profile, const Intake& intake,
                                 std::span<const state::SeenRecord> records, model::Date today,
                                 const model::Limit& limit)
{
    const bool all_is_new = intake.faulty.size() == records.size();
    ingest::AfterARead after{profile, intake.columns, all_is_new, today};
    if (intake.losses.ask_who_is_left()) {
        add(after.profile, intake.profile);
        for (const state::PersonRef ref : intake.absent) {
            for (const state::RosterPerson& one : store.roster().people({&ref, 1})) {
                ingest::count(after.profile, one.person, -1);
            }
        }
    }
    RefusedRead out{digest_of(records), intake.losses.beyond(limit, profile, after)};
    const bool approved =
        !out.lost.empty() &&
        std::ranges::count(store.journal().approved_reads(source), out.digest) > 0;
    return out.lost.empty() || approved ? std::nullopt : std::optional{std::move(out)};
}

void add_refused(std::span<const SourceReport> sources, const model::Limit& limit,
                 model::Language language, model::Plan& plan)
{
    for (const SourceReport& source : sources) {
        if (!source.refused) {
            continue;
        }
        model::Hold hold = hold_of(source, limit);
        model::Finding finding;
        finding.origin.source = source.name;
        finding.origin.where = source.name;
        finding.field = source.refused->lost.front().field;
        finding.rule = "read.lost_column";
        finding.severity = model::Severity::error;
        finding.message = plan::explanation_of(hold, language);
        finding.hint = kHints[static_cast<std::size_t>(language)];
        plan.findings.push_back(std::move(finding));
        plan.held.push_back(std::move(hold));
    }
    plan.fingerprint = plan::fingerprint_of(plan);
}

} // namespace rosterd::cycle
