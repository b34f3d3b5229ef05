-- Asks the queries of a file in turn: ARGS are the file, the path, a first number, and "fresh" to
-- end each with a comment that is never repeated.
local threads = 0
local bindings = { ["Accept"] = "application/sparql-results+json" }
local graph = { ["Accept"] = "text/turtle" }
function setup(thread)
  thread:set("id", threads)
  threads = threads + 1
end
function init(args)
  asked, accepted = {}, {}
  for line in io.lines(args[1]) do
    asked[#asked + 1] = line
    local makes = line:find("CONSTRUCT", 1, true) or line:find("DESCRIBE", 1, true)
    accepted[#asked] = makes and graph or bindings
  end
  path, number, fresh = args[2], tonumber(args[3]) + id * 100000000, args[4] == "fresh"
end
function request()
  number = number + 1
  local place = number % #asked + 1
  local query = asked[place]
  if fresh then query = query .. "%0A%23" .. number end
  return wrk.format("GET", path .. "?query=" .. query, accepted[place])
end
