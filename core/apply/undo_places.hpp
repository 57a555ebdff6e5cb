// Departments named in what was, as they are to be named in what is to be.
#pragma once

#include <optional>

#include "core/apply/undo.hpp"

namespace rosterd::apply
{

class UndoPlaces
{
public:
    explicit UndoPlaces(const UndoInput& input);

    // "d:KEY" as the department's id, alone or in a list; anything else as it is.
    model::Json with_ids(model::Json value) const;

    // `parent_id` and `dept_id_list` by ids that are there, or "d:KEY" of a department that was
    // removed and is made again. nullopt: one of them is gone for good.
    std::optional<model::Json> of_today(model::Json fields) const;

private:
    bool names_one_of_today(model::Json& place) const;

    const UndoInput& input_;
    std::map<model::DeptId, model::DepartmentKey> removed_; // by what is taken back
};

} // namespace rosterd::apply
