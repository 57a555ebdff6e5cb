#include "connectors/rest/delivery.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "connectors/rest/pager.hpp"
#include "core/model/untold.hpp"

namespace rosterd::rest
{

namespace
{

using model::ErrorKind;
using model::Json;

std::string scalar_text(const Json& json)
{
    if (json.is_number_float()) {
        std::array<char, 40> text{};
        const auto end = std::to_chars(text.data(), text.data() + text.size(), json.get<double>());
        return {text.data(), end.ptr};
    }
    return text_of(json);
}

// What an expression gave, as the text of a cell. nullopt: it gave an object.
std::optional<std::string> cell_text(const std::vector<Json>& values)
{
    std::string out;
    for (const Json& value : values) {
        std::optional<std::string> text;
        if (value.is_array()) {
            text = cell_text({value.begin(), value.end()});
        } else if (!value.is_object()) {
            text = scalar_text(value);
        }
        if (!text) {
            return std::nullopt;
        }
        out += (out.empty() || text->empty() ? "" : ";") + *text;
    }
    return out;
}

} // namespace

std::string Delivery::where(const std::string& id, std::size_t page) const
{
    if (id.empty()) {
        return session_.definition.name + " " + stream_.name + ", page " + std::to_string(page);
    }
    Scope scope{&session_.scope};
    scope.set("id", id);
    const auto text =
        stream_.where.empty() ? std::nullopt : stream_.where.text(scope, session_.common.style);
    return text.value_or(session_.definition.name + " " + stream_.name + " " + id);
}

std::string Delivery::employee_id(const std::vector<Jq::Outcome>& said) const
{
    for (const auto& [field, index] : stream_.fields) {
        if (field == "employee_id" && !said[index].error) {
            return cell_text(said[index].values).value_or("");
        }
    }
    return {};
}

model::Result<bool> Delivery::holds(const std::vector<Jq::Outcome>& said, std::size_t expression,
                                    const std::string& what, const std::string& id) const
{
    const Jq::Outcome& outcome = said[expression];
    if (outcome.error) {
        return model::fail(ErrorKind::transient,
                           where(id, 0) + ": '" + what + "' can't be told: " + *outcome.error,
                           "compare the record with the definition");
    }
    return !outcome.values.empty() && outcome.values.front() != false &&
           !outcome.values.front().is_null();
}

// Without its key a record is nobody's: who is missing then can't be told, nor whether it came
// twice.
model::Result<bool> Delivery::is_new(const std::string& id, std::size_t pass, std::size_t page)
{
    if (id.empty()) {
        return model::fail(ErrorKind::invalid,
                           where(id, page) + ": a record without the `id` by which it is told from "
                                             "the others",
                           "compare the answer with the definition: was a field renamed?");
    }
    const auto [found, added] =
        seen_.try_emplace(model::fingerprint(id), static_cast<std::uint32_t>(pass));
    if (added) {
        return true;
    }
    if (found->second == pass && !stream_.first_counts) {
        return list_moved(where(id, page),
                          "is listed twice, at last on page " + std::to_string(page));
    }
    return false;
}

void Delivery::tombstone(const std::string& employee_id, const std::string& id)
{
    ++tally_.gone;
    if (stream_.kind == model::RecordKind::person) {
        sink_.tombstone(employee_id.empty() ? id : employee_id, {source_, where(id, 0), "", 0});
    }
}

void Delivery::note_watermark(const std::vector<Jq::Outcome>& said)
{
    if (!stream_.watermark || said[*stream_.watermark].values.empty()) {
        return;
    }
    const auto time =
        time_in(text_of(said[*stream_.watermark].values.front()), session_.common.style.zone);
    if (time && (!tally_.latest || *time > *tally_.latest)) {
        tally_.latest = *time;
    }
}

void Delivery::deliver(const std::string& id, std::size_t page, std::vector<Jq::Outcome>& said)
{
    model::Record record;
    record.kind = stream_.kind;
    record.origin = {source_, where(id, page), "", 0};
    for (const auto& [field, index] : stream_.fields) {
        const Jq::Outcome& outcome = said[index];
        const auto text = outcome.error ? std::nullopt : cell_text(outcome.values);
        if (!text) { // what becomes of it is for ingest to say; a guess is made by nobody
            record.cells.push_back(
                {field, model::untold(outcome.error.value_or("it is an object, not a text"))});
        } else if (!outcome.values.empty()) {
            record.cells.push_back({field, *text});
        }
    }
    record.fingerprint = model::fingerprint_of(record);
    ++tally_.delivered;
    if (!sink_.known(record.fingerprint, record.origin.row)) {
        sink_.record(std::move(record));
    }
}

model::Result<void> Delivery::take(const Json& record, std::size_t pass, std::size_t page,
                                   QuerySpec* over)
{
    ++tally_.listed;
    auto said = stream_.record.run(record, session_.variables);
    const auto& ids = said[stream_.id];
    const std::string id = ids.error || ids.values.empty() ? "" : scalar_text(ids.values.front());
    note_watermark(said);
    const auto fresh = is_new(id, pass, page);
    if (!fresh || !*fresh) {
        return fresh ? model::Result<void>{} : tl::unexpected(fresh.error());
    }
    if (stream_.keep) {
        const auto kept = holds(said, *stream_.keep, "keep", id);
        if (!kept || !*kept) {
            return kept ? model::Result<void>{} : tl::unexpected(kept.error());
        }
    }
    model::Result<bool> gone = false;
    if (over != nullptr && over->gone) {
        gone = holds(over->naming.run(record, session_.variables), *over->gone, "gone", id);
    } else if (stream_.gone) {
        gone = holds(said, *stream_.gone, "gone", id);
    }
    if (!gone) {
        return tl::unexpected(gone.error());
    }
    if (*gone) {
        tombstone(employee_id(said), id);
    } else {
        deliver(id, page, said);
    }
    return {};
}

model::Result<std::optional<std::string>> Delivery::take_id(const Json& record, QuerySpec& query)
{
    const auto said = query.naming.run(record, session_.variables);
    const Jq::Outcome& named = said[*query.ids];
    const std::string id =
        named.error || named.values.empty() ? "" : scalar_text(named.values.front());
    if (id.empty()) {
        return model::fail(ErrorKind::transient, session_.definition.name +
                                                     ": a change names nobody: " +
                                                     named.error.value_or("`ids` gives nothing"));
    }
    if (query.gone) {
        const auto gone = holds(said, *query.gone, "gone", id);
        if (!gone) {
            return tl::unexpected(gone.error());
        }
        if (*gone) {
            if (seen_.try_emplace(model::fingerprint(id), UINT32_MAX).second) {
                tombstone("", id);
            }
            return std::optional<std::string>{};
        }
    }
    return std::optional<std::string>{id};
}

} // namespace rosterd::rest
