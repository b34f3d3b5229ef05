-- Asks the queries of a file in turn: ARGS are the file, the path, a first number, and "fresh" to
-- end each with a comment that is never repeated.
local threads = 0
function setup(thread)
  thread:set("id", threads)
  threads = threads + 1
end
function init(args)
  asked = {}
  for line in io.lines(args[1]) do asked[#asked + 1] = line end
  path, number, fresh = args[2], tonumber(args[3]) + id * 100000000, args[4] == "fresh"
  wrk.headers["Accept"] = "application/sparql-results+json, text/turtle;q=0.9"
end
function request()
  number = number + 1
  local query = asked[number % #asked + 1]
  if fresh then query = query .. "%0A%23" .. number end
  return wrk.format("GET", path .. "?query=" .. query)
end
