#include "core/ingest/notes.hpp"

#include "core/ingest/numbers.hpp"
#include "core/model/fields.hpp"
#include "core/model/untold.hpp"

namespace rosterd::ingest
{

namespace
{

const Value* value_of(const Values& values, Field field)
{
    return values[field] ? &*values[field] : nullptr;
}

// Whether nothing follows from the field but what an account shows. Without any of the others
// somebody might come, go, be taken for another or lose a right.
bool is_only_shown(std::string_view field)
{
    return field == name_of(Field::email) || field == name_of(Field::telephone) ||
           field == name_of(Field::remark);
}

bool note_untold(const Value& value, std::string_view field, Notes& notes)
{
    const auto why = model::why_untold(value.text);
    if (why) {
        const Value without_text{value.heading, "", {}};
        notes.add({is_only_shown(field) ? "cell.left_out" : "cell.untold",
                   {},
                   {{"why", printable(*why)}}},
                  field, &without_text);
    }
    return why.has_value();
}

} // namespace

void leave_out_untold(Values& values, Notes& notes)
{
    for (const Canonical& canonical : kCanonical) {
        auto& value = values.fields[index_of(canonical.field)];
        if (value && note_untold(*value, canonical.name, notes)) {
            value.reset();
        }
    }
    std::erase_if(values.extensions, [&](const auto& extension) {
        return note_untold(extension.second, std::string{kExtension} + extension.first, notes);
    });
}

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
    if (text.size() <= limit || model::characters_in(text) <= limit) {
        return true;
    }
    notes.add(
        {"*.length",
         {},
         {{"limit", std::to_string(limit)}, {"found", std::to_string(model::characters_in(text))}}},
        field, value);
    return false;
}

} // namespace rosterd::ingest
