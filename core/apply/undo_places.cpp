#include "core/apply/undo_places.hpp"

#include <algorithm>

namespace rosterd::apply
{

using model::DeptId;
using model::Json;

UndoPlaces::UndoPlaces(const UndoInput& input) : input_{input}
{
    for (const model::Operation& operation : input.done) {
        if (operation.kind == model::OperationKind::department_delete) {
            removed_.emplace(operation.dept_id, operation.department);
        }
    }
}

Json UndoPlaces::with_ids(Json value) const
{
    if (value.is_array()) {
        for (Json& one : value) {
            one = with_ids(std::move(one));
        }
    } else if (value.is_string() && value.get_ref<const std::string&>().starts_with("d:")) {
        const auto link = input_.department_links.find(value.get<std::string>().substr(2));
        return link == input_.department_links.end() ? value : Json(link->second);
    }
    return value;
}

std::optional<Json> UndoPlaces::of_today(Json fields) const
{
    bool known = true;
    if (const auto parent = fields.find("parent_id"); parent != fields.end()) {
        known = names_one_of_today(*parent);
    }
    if (const auto places = fields.find("dept_id_list"); places != fields.end()) {
        for (Json& place : *places) {
            known = names_one_of_today(place) && known;
        }
    }
    return known ? std::optional{std::move(fields)} : std::nullopt;
}

bool UndoPlaces::names_one_of_today(Json& place) const
{
    if (place.is_number()) {
        if (const auto removed = removed_.find(place.get<DeptId>()); removed != removed_.end()) {
            place = "d:" + removed->second;
        }
    }
    place = with_ids(place);
    if (place.is_number()) {
        return input_.departments.contains(place.get<DeptId>());
    }
    const std::string key = place.get<std::string>().substr(2);
    return std::ranges::any_of(removed_, [&](const auto& one) { return one.second == key; });
}

} // namespace rosterd::apply
