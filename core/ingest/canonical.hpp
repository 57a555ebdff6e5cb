// The canonical fields and what is known about each.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "core/ingest/text.hpp"
#include "core/model/record.hpp"

namespace rosterd::ingest
{

enum class Field : std::uint8_t {
    employee_id,
    name,
    mobile,
    email,
    org_email,
    telephone,
    title,
    level,
    departments,
    leads,
    manager_id,
    work_place,
    remark,
    hired_on,
    last_day,
    status,
    account,
    login_id,
    userid,
    hide_mobile,
    senior_mode,
    roles,
    attendance_group,
    time_zone,
    employment,
    contract_end, // the last day of whoever works for a time
    previous_employee_id,
    effective_on,
    main_job,
    department_id, // of a department record; of a person: a department given by its id
    parent_id,
    manager_ids,
    order,
};
inline constexpr std::size_t kFieldCount = 33;

struct Canonical {
    Field field;
    std::string_view name;
    TextKind kind;
};

// In the order of the enumerators.
inline constexpr std::array<Canonical, kFieldCount> kCanonical{{
    {Field::employee_id, "employee_id", TextKind::code},
    {Field::name, "name", TextKind::name},
    {Field::mobile, "mobile", TextKind::code},
    {Field::email, "email", TextKind::code},
    {Field::org_email, "org_email", TextKind::code},
    {Field::telephone, "telephone", TextKind::code},
    {Field::title, "title", TextKind::line},
    {Field::level, "level", TextKind::line},
    {Field::departments, "departments", TextKind::lines},
    {Field::leads, "leads", TextKind::lines},
    {Field::manager_id, "manager_id", TextKind::code},
    {Field::work_place, "work_place", TextKind::line},
    {Field::remark, "remark", TextKind::lines},
    {Field::hired_on, "hired_on", TextKind::code},
    {Field::last_day, "last_day", TextKind::code},
    {Field::status, "status", TextKind::code},
    {Field::account, "account", TextKind::code},
    {Field::login_id, "login_id", TextKind::code},
    {Field::userid, "userid", TextKind::code},
    {Field::hide_mobile, "hide_mobile", TextKind::code},
    {Field::senior_mode, "senior_mode", TextKind::code},
    {Field::roles, "roles", TextKind::lines},
    {Field::attendance_group, "attendance_group", TextKind::line},
    {Field::time_zone, "time_zone", TextKind::code},
    {Field::employment, "employment", TextKind::line},
    {Field::contract_end, "contract_end", TextKind::code},
    {Field::previous_employee_id, "previous_employee_id", TextKind::code},
    {Field::effective_on, "effective_on", TextKind::code},
    {Field::main_job, "main_job", TextKind::code},
    {Field::department_id, "department_id", TextKind::code},
    {Field::parent_id, "parent_id", TextKind::code},
    {Field::manager_ids, "manager_ids", TextKind::code},
    {Field::order, "order", TextKind::code},
}};

constexpr std::size_t index_of(Field field)
{
    return static_cast<std::size_t>(field);
}

constexpr std::string_view name_of(Field field)
{
    return kCanonical[index_of(field)].name;
}

constexpr std::optional<Field> field_named(std::string_view name)
{
    for (const Canonical& one : kCanonical) {
        if (one.name == name) {
            return one.field;
        }
    }
    return std::nullopt;
}

inline constexpr std::string_view kExtension = "ext."; // "ext.NAME" is a custom field

} // namespace rosterd::ingest
