// What every expression finds defined besides jq's own.
#pragma once

#include <string_view>

namespace rosterd::rest
{

// `.v` holds the variables, `.i` the input. 4712 and 9999 are how HR systems write "never".
inline constexpr std::string_view kJqPrelude = R"jq(
def stated($key): if has($key) then .[$key] else empty end;
def given: if . == false or . == "" or . == [] then null else . end;
def dept: if . == null or . == "" or . == false then null else "#\(.)" end;
def _day: if . == null or . == "" or . == false then null
  elif type == "number" then (. / 1000 | floor | todate | .[0:10])
  elif test("^/Date\\(-?[0-9]+") then (capture("^/Date\\((?<ms>-?[0-9]+)").ms | tonumber / 1000 | floor | todate | .[0:10])
  else (if test("^[0-9]{4}-[0-9]{2}-[0-9]{2}") then .[0:10]
        elif test("^[0-9]{4}/[0-9]{1,2}/[0-9]{1,2}") then (capture("^(?<y>[0-9]{4})/(?<m>[0-9]{1,2})/(?<d>[0-9]{1,2})")
          | "\(.y)-\("0" + .m | .[-2:])-\("0" + .d | .[-2:])") else . end) end;
def day: _day | if . == null or . == "0000-00-00" or startswith("9999-") or startswith("4712-") then null else . end;
def _local($names): . as $all
  | if type == "array" then [$names[] as $n | $all[] | select((.lang // .language) == $n) | .value | select(. != null and . != "")] | first
    elif type == "object" then [$names[] as $n | $all[$n] | select(. != null and . != "")] | first
    else . end;
def local($a): _local([$a]);
def local($a; $b): _local([$a, $b]);
def local($a; $b; $c): _local([$a, $b, $c]);
def local($a; $b; $c; $d): _local([$a, $b, $c, $d]);
.v.settings as $settings | .v.lookups as $lookups | .v.now as $now | .v.today as $today | .v.id as $id | .i |
)jq";

} // namespace rosterd::rest
