// How much may be lost before a read is not taken for HR's word.
#include <algorithm>

#include "core/ingest/profile.hpp"

namespace rosterd::ingest
{

namespace
{

std::int64_t number_in(const Profile& profile, const std::string& field)
{
    const auto found = profile.find(field);
    return found == profile.end() ? 0 : found->second;
}

} // namespace

std::vector<LostColumn> Losses::beyond(const model::Limit& limit, const Profile& before,
                                       const AfterARead& after) const
{
    Lost lost;
    for (const auto& [names, people] : found_) {
        const std::int64_t had = std::max(people, number_in(before, names.first));
        if (people > limit.count &&
            static_cast<double>(people) * 100.0 > limit.percent * static_cast<double>(had)) {
            lost[names] = {names.first, names.second, people, had};
        }
    }
    if (limit.percent < 100) {
        add_whole(before, after, lost);
    }
    std::vector<LostColumn> out;
    for (auto& [names, one] : lost) {
        out.push_back(std::move(one));
    }
    return out;
}

void Losses::add_whole(const Profile& before, const AfterARead& after, Lost& lost) const
{
    const auto add = [&](const std::string& field, const std::string& from, std::int64_t people,
                         std::int64_t had) {
        lost[{field, from}] = {field, from, people, std::max(people, had), true};
    };
    const auto found = [&](const std::string& field) {
        const auto people = found_.find({field, ""});
        return people == found_.end() ? 0 : people->second;
    };
    const bool edited = back_ == 1 && !after.all_is_new; // HR emptied one cell, which says it too
    if (back_ > 0 && !edited && !after.columns.status && number_in(after.profile, "status") <= 0 &&
        number_in(after.profile, "status.other") <= 0) {
        add("status", "", back_, number_in(before, "status"));
    }
    if (found("last_day") > 0 && all_last_days_are_gone(after)) {
        add("last_day", "", found("last_day"), number_in(before, "last_day"));
    }
    for (const SwappedColumns& one : swaps_.all(before)) {
        add(one.field, one.other, one.people, one.had);
        add(one.other, one.field, one.people, one.had);
    }
}

// The only one there was may be taken back: HR empties its cell, and the others stay as they were.
bool Losses::all_last_days_are_gone(const AfterARead& after) const
{
    if (number_in(after.profile, "last_day") > 0) {
        return false;
    }
    std::int64_t people = 0;
    std::int64_t over = 0;
    for (const auto& [day, times] : last_days_) {
        people += times;
        over += day < after.today ? times : 0;
    }
    const bool column_is_gone = !after.columns.last_day || (over == 1 && !after.columns.status);
    return people > 1 || (people == 1 && after.all_is_new && column_is_gone);
}

std::vector<LostColumn> lost_columns(const Profile& before, std::span<const Restated> people,
                                     const model::Limit& limit, const AfterARead& after)
{
    Losses losses;
    for (const Restated& one : people) {
        losses.look_at(one);
    }
    return losses.beyond(limit, before, after);
}

} // namespace rosterd::ingest
