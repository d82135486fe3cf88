@echo off
cd /d "%~dp0"
if not exist start.py goto packed
rem These two are other software's.
set PYTHONHOME=
set PYTHONPATH=
set NEW_ENOUGH="import sys; sys.exit(sys.version_info < (3, 11))"
set PYTHON=py -3
%PYTHON% -c %NEW_ENOUGH% >nul 2>&1
if "%errorlevel%"=="0" goto found
set PYTHON=python
%PYTHON% -c %NEW_ENOUGH% >nul 2>&1
if "%errorlevel%"=="0" goto found
echo The workbook needs Python 3.11 or newer. How to get it is said in getting-python.html, which opens now.
start "" getting-python.html
pause
exit /b 1
:packed
echo Please unpack the folder first: choose "Extract all" for the file that you downloaded, then open start.cmd there.
pause
exit /b 1
:found
%PYTHON% start.py %*
if errorlevel 1 pause
