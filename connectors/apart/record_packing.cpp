#include "connectors/apart/record_packing.hpp"

namespace rosterd::apart
{

namespace
{

void pack(Packer& to, const model::Origin& origin)
{
    to.text(origin.source);
    to.text(origin.where);
    to.text(origin.file);
    to.number(origin.row);
}

model::Origin unpack_origin(Unpacker& from)
{
    model::Origin origin;
    origin.source = from.text();
    origin.where = from.text();
    origin.file = from.text();
    origin.row = from.number<std::uint32_t>();
    return origin;
}

Asked unpack_asked(Unpacker& from)
{
    const auto fingerprint = from.number<std::uint64_t>();
    return {fingerprint, from.number<std::uint32_t>()};
}

model::RecordKind kind_of(std::uint8_t number)
{
    if (number > static_cast<std::uint8_t>(model::RecordKind::department)) {
        throw Garbled{"a record of no kind"};
    }
    return static_cast<model::RecordKind>(number);
}

} // namespace

void pack(std::string& to, const Asked& asked)
{
    Packer packer{to};
    packer.number(asked.fingerprint);
    packer.number(asked.row);
}

void pack(std::string& to, const model::Record& record, const std::optional<Asked>& asked)
{
    Packer packer{to};
    packer.number(static_cast<std::uint8_t>(asked ? 1 : 0));
    if (asked) {
        pack(to, *asked);
    }
    packer.number(record.fingerprint);
    packer.number(static_cast<std::uint8_t>(record.kind));
    pack(packer, record.origin);
    packer.number(static_cast<std::uint32_t>(record.cells.size()));
    for (const model::Cell& cell : record.cells) {
        packer.text(cell.text);
    }
}

void pack(std::string& to, const std::string& employee_id, const model::Origin& origin)
{
    Packer packer{to};
    packer.text(employee_id);
    pack(packer, origin);
}

void pack_headings(std::string& to, const std::vector<model::Cell>& cells)
{
    Packer packer{to};
    for (const model::Cell& cell : cells) {
        packer.text(cell.heading);
    }
}

Asked unpack_asked(std::string_view body)
{
    Unpacker from{body};
    return unpack_asked(from);
}

std::vector<std::string> unpack_headings(std::string_view body)
{
    std::vector<std::string> out;
    for (Unpacker from{body}; !from.at_end();) {
        out.emplace_back(from.text());
    }
    return out;
}

Gone unpack_gone(std::string_view body)
{
    Unpacker from{body};
    std::string employee_id{from.text()};
    return {std::move(employee_id), unpack_origin(from)};
}

PackedRecord::PackedRecord(std::string_view body) : rest_{body}
{
    if (rest_.number<std::uint8_t>() != 0) {
        asked_ = unpack_asked(rest_);
    }
    fingerprint_ = rest_.number<std::uint64_t>();
}

model::Record PackedRecord::unpack(const std::vector<std::string>& headings)
{
    model::Record record;
    record.fingerprint = fingerprint_;
    record.kind = kind_of(rest_.number<std::uint8_t>());
    record.origin = unpack_origin(rest_);
    if (rest_.number<std::uint32_t>() != headings.size()) {
        throw Garbled{"a record with other cells than headings"};
    }
    record.cells.reserve(headings.size());
    for (const std::string& heading : headings) {
        record.cells.push_back({heading, std::string{rest_.text()}});
    }
    return record;
}

} // namespace rosterd::apart
