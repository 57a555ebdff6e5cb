#include <charconv>

#include "core/ingest/departments.hpp"
#include "core/ingest/numbers.hpp"
#include "core/ingest/person.hpp"

namespace rosterd::ingest
{

namespace
{

const Value* value_of(const Values& values, Field field)
{
    return values[field] ? &*values[field] : nullptr;
}

std::string number(const Values& values, Field field, Notes& notes)
{
    const std::string text = plain_text(values, field, notes).value_or("");
    Cleaned<std::string> cleaned = clean_number(text);
    notes.add_all(cleaned.remarks, name_of(field), value_of(values, field));
    return std::move(cleaned.value);
}

model::DepartmentKey key_of(const std::string& id)
{
    return id.empty() || id.starts_with('#') ? id : "#" + id;
}

std::optional<std::int64_t> order_of(const Values& values, Notes& notes)
{
    const std::string text = number(values, Field::order, notes);
    std::int64_t order = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), order);
    if (!text.empty() && error == std::errc{} && end == text.data() + text.size()) {
        return order;
    }
    if (!text.empty()) {
        notes.add({"order.invalid", {}, {}}, "order", value_of(values, Field::order));
    }
    return std::nullopt;
}

model::Stated manager_ids_of(const Values& values, Notes& notes)
{
    const auto text = plain_text(values, Field::manager_ids, notes);
    if (!text) {
        return std::nullopt;
    }
    std::string ids;
    for (const std::string& part : split_at(*text, U";,")) {
        Cleaned<std::string> id = clean_number(part);
        notes.add_all(id.remarks, "manager_ids", value_of(values, Field::manager_ids));
        if (!id.value.empty()) {
            ids += (ids.empty() ? "" : ";") + id.value;
        }
    }
    return ids;
}

} // namespace

model::Department department_of(const Values& values, const model::Origin& origin, Notes& notes)
{
    model::Department out;
    out.origin = origin;
    out.key = key_of(number(values, Field::department_id, notes));
    if (out.key.empty() && !notes.faulty()) {
        notes.add({"department_id.missing", {}, {}}, "department_id",
                  value_of(values, Field::department_id));
    }
    Cleaned<std::string> name =
        clean_department_name(plain_text(values, Field::name, notes).value_or(""));
    notes.add_all(name.remarks, "name", value_of(values, Field::name));
    out.name = std::move(name.value);
    if (out.name.empty() && name.remarks.empty()) {
        notes.add({"department.unnamed", {}, {}}, "name", value_of(values, Field::name));
    }
    const std::string parent = key_of(number(values, Field::parent_id, notes));
    out.parent = parent.empty() || parent == "#/" ? "/" : parent;
    if (!out.key.empty() && out.parent == out.key) {
        notes.add({"parent_id.self", {}, {}}, "parent_id", value_of(values, Field::parent_id));
    }
    out.manager_ids = manager_ids_of(values, notes);
    out.order = order_of(values, notes);
    return out;
}

} // namespace rosterd::ingest
