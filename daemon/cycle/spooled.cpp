#include "daemon/cycle/spooled.hpp"

#include <cstring>

#include "core/model/document.hpp"

namespace rosterd::cycle
{

namespace
{

template <typename Number>
void put(std::string& out, Number number)
{
    out.append(reinterpret_cast<const char*>(&number), sizeof number);
}

void put_text(std::string& out, std::string_view text)
{
    put(out, static_cast<std::uint32_t>(text.size()));
    out.append(text);
}

template <typename Number>
Number take(std::string_view& from)
{
    Number number{};
    std::memcpy(&number, from.data(), sizeof number);
    from.remove_prefix(sizeof number);
    return number;
}

std::string take_text(std::string_view& from)
{
    const auto size = take<std::uint32_t>(from);
    std::string text{from.substr(0, size)};
    from.remove_prefix(size);
    return text;
}

} // namespace

void encode(std::string& out, const model::Record& record)
{
    put(out, record.kind);
    put(out, record.fingerprint);
    put(out, record.origin.row);
    put_text(out, record.origin.source);
    put_text(out, record.origin.where);
    put_text(out, record.origin.file);
    put(out, static_cast<std::uint32_t>(record.cells.size()));
    for (const model::Cell& cell : record.cells) {
        put_text(out, cell.heading);
        put_text(out, cell.text);
    }
}

void decode(std::string_view text, model::Record& record)
{
    record.kind = take<model::RecordKind>(text);
    record.fingerprint = take<std::uint64_t>(text);
    record.origin.row = take<std::uint32_t>(text);
    record.origin.source = take_text(text);
    record.origin.where = take_text(text);
    record.origin.file = take_text(text);
    record.cells.resize(take<std::uint32_t>(text));
    for (model::Cell& cell : record.cells) {
        cell.heading = take_text(text);
        cell.text = take_text(text);
    }
}

void encode(std::string& out, const Spoken& spoken)
{
    put(out, spoken.record);
    put(out, spoken.before);
    out += model::document_of(spoken.person);
}

void decode(std::string_view text, Spoken& spoken)
{
    spoken.record = take<std::uint32_t>(text);
    spoken.before = take<state::PersonRef>(text);
    spoken.person = model::person_in(text);
}

void encode(std::string& out, const Held& held)
{
    put(out, held.fingerprint);
    put(out, held.says_leads);
    encode(out, held.spoken);
}

void decode(std::string_view text, Held& held)
{
    held.fingerprint = take<std::uint64_t>(text);
    held.says_leads = take<bool>(text);
    decode(text, held.spoken);
}

void encode(std::string& out, const Dated& dated)
{
    put(out, dated.record);
    put_text(out, dated.of.employee_id);
    put(out, static_cast<std::uint32_t>(dated.of.records.size()));
    for (const state::DatedRecord& one : dated.of.records) {
        put(out, one.fingerprint);
        put_text(out, model::document_of(one.person));
    }
    put(out, static_cast<std::uint32_t>(dated.of.versions.size()));
    for (const state::DatedVersion& one : dated.of.versions) {
        put(out, one.at);
        put_text(out, model::document_of(one.person));
    }
}

void decode(std::string_view text, Dated& dated)
{
    dated.record = take<std::uint32_t>(text);
    dated.of.employee_id = take_text(text);
    dated.of.records.resize(take<std::uint32_t>(text));
    for (state::DatedRecord& one : dated.of.records) {
        one.fingerprint = take<std::uint64_t>(text);
        one.person = model::person_in(take_text(text));
    }
    dated.of.versions.resize(take<std::uint32_t>(text));
    for (state::DatedVersion& one : dated.of.versions) {
        one.at = take<model::Instant>(text);
        one.person = model::person_in(take_text(text));
    }
}

} // namespace rosterd::cycle
