#include "core/ingest/notes.hpp"

#include "core/ingest/numbers.hpp"

namespace rosterd::ingest
{

namespace
{

const Value* value_of(const Values& values, Field field)
{
    return values[field] ? &*values[field] : nullptr;
}

} // namespace

std::string plain_value(const Value& value, std::string_view field, TextKind kind, Notes& notes)
{
    notes.add_all(value.remarks, field, &value);
    Cleaned<std::string> text = clean_text(value.text, kind);
    notes.add_all(text.remarks, field, &value);
    if (is_formula_error(text.value)) {
        notes.add({"cell.error", {}, {}}, field, &value);
    }
    return std::move(text.value);
}

std::optional<std::string> plain_text(const Values& values, Field field, Notes& notes)
{
    const Value* const value = value_of(values, field);
    if (value == nullptr) {
        return std::nullopt;
    }
    const Canonical& canonical = kCanonical[index_of(field)];
    return plain_value(*value, canonical.name, canonical.kind, notes);
}

std::string plain_number(const std::string& text, Field field, std::size_t limit,
                         const Values& values, Notes& notes)
{
    const Value* const value = value_of(values, field);
    Cleaned<std::string> number = clean_number(text);
    notes.add_all(number.remarks, name_of(field), value);
    check_length(number.value, name_of(field), limit, value, notes);
    return std::move(number.value);
}

bool check_length(std::string_view text, std::string_view field, std::size_t limit,
                  const Value* value, Notes& notes)
{
    if (text.size() <= limit || length_of(text) <= limit) {
        return true;
    }
    notes.add({"*.length",
               {},
               {{"limit", std::to_string(limit)}, {"found", std::to_string(length_of(text))}}},
              field, value);
    return false;
}

} // namespace rosterd::ingest
