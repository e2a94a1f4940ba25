@echo off
rem Starts the workbook on Windows, as the script "unrolled" does elsewhere. Not tested on Windows.
setlocal
set "from=%CD%"
cd /d "%~dp0"
set "home=%CD%"
set "advice=Install a JDK, 17 or newer, from https://adoptium.net, or set JAVA_HOME."

set "java=java"
set "javac=javac"
if defined JAVA_HOME set "java=%JAVA_HOME%\bin\java.exe"
if defined JAVA_HOME set "javac=%JAVA_HOME%\bin\javac.exe"
set "found="
for /f "tokens=3" %%v in ('""%java%" -version 2^>^&1" ^| findstr /c:" version "') do if not defined found set "found=%%~v"
if not defined found (
  echo No Java was found, or JAVA_HOME is wrong. %advice% 1>&2
  exit /b 3
)
for /f "delims=.-+ tokens=1" %%m in ("%found%") do set "major=%%m"
if %major% LSS 17 (
  echo This is Java %found%; version 17 or newer is needed. %advice% 1>&2
  exit /b 3
)
"%javac%" -version >nul 2>&1
if errorlevel 1 (
  echo This Java %found% has no compiler, javac. %advice% 1>&2
  exit /b 3
)

rem There is no cheap way here to see what is newer: delete target to build anew.
if exist target\class-path.txt goto run
where mvn >nul 2>&1
if errorlevel 1 (
  echo Maven is needed to build, and mvn was not found: https://maven.apache.org 1>&2
  exit /b 3
)
echo Building ^(first time: about a minute^)... 1>&2
call mvn -q -B -ntp process-classes
if errorlevel 1 (
  echo The build failed; Maven's output is above. Without a network the first build cannot work. 1>&2
  exit /b 1
)

:run
set "vector="
if /i "%~1"=="run" set "vector=@target\classes\unrolled\matrix\vector.options"
if /i "%~1"=="grade" set "vector=-XX:+UseSerialGC -XX:TieredStopAtLevel=1"
rem "set /p" would cut the class path after 1,021 characters.
for /f "usebackq delims=" %%c in ("target\class-path.txt") do set "libraries=%%c"
"%java%" %vector% -Djava.awt.headless=true -Dfile.encoding=UTF-8 "-Dunrolled.home=%home%" "-Dunrolled.from=%from%" -cp "%libraries%;target\classes" unrolled.cli.Main %*
exit /b %errorlevel%
