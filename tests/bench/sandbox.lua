-- What wrk sends to the sandbox: one kind of call, or all in turn.
local token, wanted = os.getenv("TOKEN"), os.getenv("CALL")
local departments = {}
for id in os.getenv("DEPARTMENTS"):gmatch("%d+") do departments[#departments + 1] = id end
local kinds = { "get", "listsub", "list", "create" }
local headers = { ["Content-Type"] = "application/json" }
local sent, run = 0, os.time() % 100000

local function some_department() return departments[math.random(#departments)] end

local bodies = {
  get = function() return "user/get", string.format('{"userid":"E%07d"}', math.random(0, 99999)) end,
  listsub = function() return "department/listsub", '{"dept_id":' .. some_department() .. "}" end,
  list = function() return "user/list", '{"dept_id":' .. some_department() .. ',"cursor":0,"size":100}' end,
  create = function()
    return "user/create", string.format('{"userid":"n%d-%d","name":"New","mobile":"+1-%05d%06d","dept_id_list":"%s"}',
      run, sent, run, sent, some_department())
  end,
}

function request()
  sent = sent + 1
  local path, body = bodies[wanted == "mixed" and kinds[sent % 4 + 1] or wanted]()
  return wrk.format("POST", "/topapi/v2/" .. path .. "?access_token=" .. token, headers, body)
end

local refused = 0
function response(status, _, body)
  if status ~= 200 or not body:find('"errcode":0', 1, true) then
    refused = refused + 1
    if refused == 1 then print("refused: " .. body:sub(1, 200)) end
  end
end
