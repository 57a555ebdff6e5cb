#include "connectors/rest/jq_value.hpp"

#include <cmath>

namespace rosterd::rest
{

namespace
{

using model::Json;

constexpr std::int64_t kExact = std::int64_t{1} << 53U; // whole numbers that a double holds

jv text(const std::string& value)
{
    return jv_string_sized(value.data(), static_cast<int>(value.size()));
}

jv whole_number(const Json& json)
{
    if (json.is_number_unsigned() ? json.get<std::uint64_t>() > static_cast<std::uint64_t>(kExact)
                                  : json.get<std::int64_t>() < -kExact) {
        return text(json.dump());
    }
    return jv_number(json.get<double>());
}

Json number(double value)
{
    if (std::nearbyint(value) == value && std::fabs(value) <= static_cast<double>(kExact)) {
        return static_cast<std::int64_t>(value);
    }
    return value;
}

} // namespace

jv to_jv(const Json& json)
{
    switch (json.type()) {
    case Json::value_t::boolean:
        return jv_bool(json.get<bool>() ? 1 : 0);
    case Json::value_t::number_integer:
    case Json::value_t::number_unsigned:
        return whole_number(json);
    case Json::value_t::number_float:
        return jv_number(json.get<double>());
    case Json::value_t::string:
        return text(json.get_ref<const std::string&>());
    case Json::value_t::array: {
        jv out = jv_array_sized(static_cast<int>(json.size()));
        for (const Json& item : json) {
            out = jv_array_append(out, to_jv(item));
        }
        return out;
    }
    case Json::value_t::object: {
        jv out = jv_object();
        for (const auto& [key, value] : json.items()) {
            out = jv_object_set(out, text(key), to_jv(value));
        }
        return out;
    }
    case Json::value_t::null:
    case Json::value_t::binary:
    case Json::value_t::discarded:
        break;
    }
    return jv_null();
}

Json from_jv(jv value)
{
    Json out;
    switch (jv_get_kind(value)) {
    case JV_KIND_INVALID:
    case JV_KIND_NULL:
        break;
    case JV_KIND_FALSE:
    case JV_KIND_TRUE:
        out = jv_get_kind(value) == JV_KIND_TRUE;
        break;
    case JV_KIND_NUMBER:
        out = number(jv_number_value(value));
        break;
    case JV_KIND_STRING:
        out = std::string{jv_string_value(value),
                          static_cast<std::size_t>(jv_string_length_bytes(jv_copy(value)))};
        break;
    case JV_KIND_ARRAY: {
        out = Json::array();
        const int size = jv_array_length(jv_copy(value));
        for (int i = 0; i < size; ++i) {
            out.push_back(from_jv(jv_array_get(jv_copy(value), i)));
        }
        break;
    }
    case JV_KIND_OBJECT:
        out = Json::object();
        for (int at = jv_object_iter(value); jv_object_iter_valid(value, at) != 0;
             at = jv_object_iter_next(value, at)) {
            const jv key = jv_object_iter_key(value, at);
            out[jv_string_value(key)] = from_jv(jv_object_iter_value(value, at));
            jv_free(key);
        }
        break;
    }
    jv_free(value);
    return out;
}

} // namespace rosterd::rest
