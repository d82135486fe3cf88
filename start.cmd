@echo off
cd /d "%~dp0"
where py >nul 2>nul && (py -3 start.py %* & goto done)
python start.py %*
:done
if errorlevel 1 pause
