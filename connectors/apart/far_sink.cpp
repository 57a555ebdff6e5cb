#include "connectors/apart/far_sink.hpp"

#include <algorithm>
#include <utility>

#include "connectors/apart/messages.hpp"

namespace rosterd::apart
{

bool FarSink::known(std::uint64_t fingerprint, std::uint32_t row)
{
    ask();
    asked_ = {fingerprint, row};
    return false;
}

void FarSink::ask()
{
    if (const auto asked = std::exchange(asked_, std::nullopt)) {
        wire_.say(Says::known, [&](std::string& to) { pack(to, *asked); });
    }
}

void FarSink::record(model::Record record)
{
    if (asked_ && record.fingerprint != 0 && record.fingerprint != asked_->fingerprint) {
        ask(); // that was about another one
    }
    tell_headings(record.cells);
    wire_.say(Says::record, [&](std::string& to) { pack(to, record, asked_); });
    asked_.reset();
}

void FarSink::tell_headings(const std::vector<model::Cell>& cells)
{
    const auto same = [](const model::Cell& cell, const std::string& heading) {
        return cell.heading == heading;
    };
    if (std::ranges::equal(cells, headings_, same)) {
        return;
    }
    headings_.clear();
    for (const model::Cell& cell : cells) {
        headings_.push_back(cell.heading);
    }
    wire_.say(Says::headings, [&](std::string& to) { pack_headings(to, cells); });
}

void FarSink::tombstone(std::string employee_id, model::Origin origin)
{
    ask();
    wire_.say(Says::tombstone, [&](std::string& to) { pack(to, employee_id, origin); });
}

void FarSink::finding(model::Finding finding)
{
    ask();
    wire_.say(Says::finding, [&](std::string& to) { to += text_of(finding); });
}

void FarSink::restart()
{
    ask();
    wire_.say(Says::restart, [](std::string&) {});
}

} // namespace rosterd::apart
